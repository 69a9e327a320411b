/** HTTP around `serve`: limits, framing and CORS. Every answer is JSON, errors of HTTP itself included. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { HttpRequest, HttpResponse } from './call.ts'
import { answerHeaders, preflightHeaders } from './cors.ts'
import { addDescriptionRoutes } from './description-routes.ts'
import { answerClientError, toRefusal } from './http-failures.ts'
import type { NoteAnswer } from './operate/note-answer.ts'
import { findTraceId } from './operate/trace-parent.ts'
import { serve } from './pipeline.ts'
import { Refusal } from './refusal.ts'
import { refuse } from './respond/refuse.ts'
import type { System } from './system.ts'

/** Sizes in bytes, times in milliseconds. */
const limits = {
  bodyLimit: 65_536,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16_384 },
} as const

const jsonHeaders = { ...answerHeaders, 'content-type': 'application/json' } as const

function toHttpRequest({ raw, id, body }: FastifyRequest): HttpRequest {
  const { method = '', url = '', rawHeaders } = raw
  const [path = ''] = url.split('?', 1)
  const traceId = findTraceId(raw.headers.traceparent)
  return {
    method,
    path,
    rawHeaders,
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    requestId: id,
    traceId,
  }
}

/** With a serializer of its own: without one Fastify adds a charset, and an official client wants exactly this content type. */
function send(reply: FastifyReply, { status, body }: HttpResponse): FastifyReply {
  const { id } = reply.request
  return reply.code(status).headers(jsonHeaders).header('x-request-id', id).serializer(JSON.stringify).send(body)
}

function sendPreflight(reply: FastifyReply): FastifyReply {
  return reply.code(204).headers(answerHeaders).headers(preflightHeaders).send()
}

/** Bodies are JSON whatever the content type says, since older official clients send none or `text/plain`. */
function takeEveryBody(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.addHook('onRequest', async ({ raw: { headers } }) => {
    delete headers['content-type']
    const { 'content-encoding': encoding = 'identity' } = headers
    if (encoding !== 'identity') throw new Refusal('BODY_ENCODING_UNSUPPORTED')
  })
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
 * @param note told of every answer to a request for an operation; default nobody
 */
export function createHttpServer(system: System, note?: NoteAnswer): FastifyInstance {
  const fail = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const response = refuse(toRefusal(error), toHttpRequest(request), system)
    note?.(request, response, 0)
    return send(reply, response)
  }
  const server = Fastify({
    ...limits,
    // What arrives on open connections while the server stops is still answered.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, system),
    frameworkErrors: fail,
  })
  server.setErrorHandler(fail)
  takeEveryBody(server)
  addRoutes(server, system, note)
  return server
}
