/** Looks at every answer of an operation: counts it, and at level `debug` writes a line about it. */
import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { HttpResponse } from '../call.ts'
import type { Metrics } from './metrics.ts'
import { toOperationLabel } from './operation-label.ts'
import { findTraceId } from './trace-parent.ts'

/**
 * Told of an answer before it is sent.
 * @param request what is answered
 * @param response the answer
 * @param durationMs how long it took, in milliseconds
 */
export type NoteAnswer = (request: FastifyRequest, response: HttpResponse, durationMs: number) => void

/** Whom to tell. */
export interface Observers {
  log: Logger
  /** Undefined when nothing is counted. */
  metrics: Metrics | undefined
}

/**
 * Makes what is told of every answer; undefined, so that it costs nothing, when nobody wants to know.
 * @param observers log and metrics
 */
export function makeNoteAnswer({ log, metrics }: Observers): NoteAnswer | undefined {
  const isLogged = log.isLevelEnabled('debug')
  if (metrics === undefined && !isLogged) return undefined
  return ({ id: requestId, method, url, headers }, { status, code: outcome = 'OK' }, durationMs) => {
    const operation = toOperationLabel(url)
    metrics?.noteRequest(operation, outcome, durationMs)
    if (!isLogged) return
    const traceId = findTraceId(headers.traceparent)
    log.debug({ requestId, traceId, method, operation, status, outcome, durationMs }, 'answered')
  }
}
