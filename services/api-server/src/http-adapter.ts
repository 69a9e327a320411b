/** HTTP around `serve`: limits, framing and CORS. Every answer is JSON, errors of HTTP itself included. */
import { randomUUID } from 'node:crypto'
import type { ServerOptions } from 'node:http'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import type { HttpRequest, HttpResponse } from './call.ts'
import { readConfig } from './config.ts'
import { answerHeaders, preflightHeaders } from './cors.ts'
import { addDescriptionRoutes } from './description-routes.ts'
import { answerClientError, toRefusal } from './http-failures.ts'
import type { NoteAnswer } from './operate/note-answer.ts'
import { findTraceId } from './operate/trace-parent.ts'
import { serve } from './pipeline.ts'
import { Refusal } from './refusal.ts'
import { refuse } from './respond/refuse.ts'
import type { System } from './system.ts'
import { type Meter, Meters } from './traffic/request-rates.ts'
import { RequestSources } from './traffic/request-sources.ts'
import { maxBodySize, type TrafficLimits, toHttpLimits } from './traffic/traffic-limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined while nobody has been metered, as for requests that Fastify itself refuses. */
    meter: Meter | undefined
  }
}

const jsonHeaders = { ...answerHeaders, 'content-type': 'application/json' } as const

function toHttpRequest({ raw, id, body, meter }: FastifyRequest): HttpRequest {
  const { method = '', url = '', rawHeaders } = raw
  const [path = ''] = url.split('?', 1)
  const bytes = body instanceof Uint8Array ? body : new Uint8Array()
  const traceId = findTraceId(raw.headers.traceparent)
  return { method, path, rawHeaders, body: bytes, requestId: id, traceId, ...(meter && { meter }) }
}

/** With a serializer of its own: without one Fastify adds a charset, and an official client wants exactly this content type. */
function send(reply: FastifyReply, { status, body }: HttpResponse): FastifyReply {
  const { id, meter } = reply.request
  const standing = { ...meter?.toHeaders(), 'x-request-id': id }
  return reply.code(status).headers(jsonHeaders).headers(standing).serializer(JSON.stringify).send(body)
}

function sendPreflight(reply: FastifyReply): FastifyReply {
  return reply.code(204).headers(answerHeaders).headers(preflightHeaders).send()
}

/** Bodies are JSON whatever the content type says, since older official clients send none or `text/plain`. */
function takeEveryBody(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Before a byte of the body is read. */
function checkHeads(server: FastifyInstance, sources: RequestSources, meters: Meters): void {
  server.decorateRequest('meter', undefined)
  server.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw
    const meter = meters.start(sources.note(request.raw))
    request.meter = meter
    meter.countAddress()
    delete headers['content-type']
    const { 'content-encoding': encoding = 'identity' } = headers
    done(encoding === 'identity' ? undefined : new Refusal('BODY_ENCODING_UNSUPPORTED'))
  })
}

/** Fastify has options of its own for some of them, which it would otherwise set to its defaults. */
function toFastifyLimits(traffic: TrafficLimits): Pick<
  FastifyServerOptions,
  'requestTimeout' | 'keepAliveTimeout' | 'connectionTimeout'
> & {
  http: ServerOptions
} {
  const { requestTimeout, keepAliveTimeout, timeout, ...http } = toHttpLimits(traffic)
  return { requestTimeout, keepAliveTimeout, connectionTimeout: timeout, http }
}

function addRoutes(server: FastifyInstance, system: System, note: NoteAnswer | undefined): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.method === 'OPTIONS') return sendPreflight(reply)
    const startMs = performance.now()
    const response = await serve(toHttpRequest(request), system)
    note?.(request, response, performance.now() - startMs)
    return send(reply, response)
  }
  server.get('/health', (_request, reply) => send(reply, { status: 200, body: { status: 'UP' } }))
  addDescriptionRoutes(server)
  server.all('*', answer)
  server.setNotFoundHandler(answer)
}

/**
 * The HTTP server of the API, not yet listening.
 * @param system what the pipeline may reach
 * @param traffic how much it takes, default what the settings have by default
 * @param note told of every answer to a request for an operation; default nobody
 */
export function createHttpServer(
  system: System,
  traffic: TrafficLimits = readConfig({}).traffic,
  note?: NoteAnswer,
): FastifyInstance {
  const sources = new RequestSources(traffic, system.log)
  const fail = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const response = refuse(toRefusal(error), toHttpRequest(request), system)
    note?.(request, response, 0)
    return send(reply, response)
  }
  const server = Fastify({
    bodyLimit: maxBodySize,
    ...toFastifyLimits(traffic),
    // What arrives on open connections while the server stops is still answered.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, system),
    frameworkErrors: fail,
  })
  server.setErrorHandler(fail)
  sources.guard(server.server)
  checkHeads(server, sources, new Meters(traffic.rates, system))
  takeEveryBody(server)
  addRoutes(server, system, note)
  return server
}
