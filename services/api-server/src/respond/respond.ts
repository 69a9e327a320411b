/** Last stage: an answer becomes an HTTP response. */
import type { Call, HttpResponse } from '../call.ts'
import { bendForClient } from './client-quirks.ts'

/**
 * The HTTP response to a request that was carried out: status 200.
 * @param answer body the handler made
 * @param call request it answers
 */
export function respond(answer: unknown, call: Pick<Call, 'name' | 'clientVersion'>): HttpResponse {
  return { status: 200, body: bendForClient(answer, call) }
}
