/** What goes wrong before or beside the pipeline: errors of Fastify and of Node's HTTP parser, in the error envelope all the same. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type { FastifyError } from 'fastify'
import { answerHeaders } from './cors.ts'
import { Refusal } from './refusal.ts'
import { refuse } from './respond/refuse.ts'
import type { System } from './system.ts'

/** Errors of Fastify that have a code of their own; its other complaints about a request are about its body. */
const codeOfError: ReadonlyMap<string, ServerErrorCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'BODY_TOO_LARGE'],
  ['FST_ERR_BAD_URL', 'UNKNOWN_PATH'],
])

/** Errors of Node's parser that have a status of their own. */
const statusOfError: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])

/**
 * The refusal for what Fastify objects to in a request; any other error stays as it is.
 * @param error what Fastify caught
 */
export function toRefusal(error: FastifyError): Error {
  const { code, statusCode = 500 } = error
  if (statusCode >= 500) return error
  return new Refusal(codeOfError.get(code) ?? 'BODY_MALFORMED', { reason: code })
}

/**
 * Answers bytes that are no HTTP request, too long in their headers, or too slow, and closes the connection.
 * @param error what Node's parser found; `code` names it
 * @param socket connection it came over
 * @param system log
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, system: Pick<System, 'log'>): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const refusal = new Refusal('HTTP_MALFORMED', { reason: error.code ?? 'bad framing' })
  const answer = refuse(refusal, { method: '', path: '', requestId: randomUUID() }, system)
  const status = statusOfError.get(error.code ?? '') ?? answer.status
  const body = JSON.stringify(answer.body)
  const fields = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    ...answerHeaders,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
}
