/** An API server that answers what a test tells it to, over real HTTP. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ids of the organization and user the peer speaks of. */
export const ids = {
  parent: '11111111-2222-4333-8444-555555555555',
  organization: '22222222-2222-4333-8444-555555555555',
  user: '33333333-2222-4333-8444-555555555555',
  otherUser: '44444444-2222-4333-8444-555555555555',
  apiKey: '55555555-2222-4333-8444-555555555555',
} as const

/** A request as it arrived. */
export interface ReceivedCall {
  /** Last segment of the path. */
  readonly name: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What is answered: a status and a JSON value. */
export type Answer = readonly [status: number, value: unknown]

/** An answer that depends on the call. */
export type Answering = (call: ReceivedCall) => Answer

/** The result of a completed activity, under the name of its version. */
export const completed = (resultKey: string, result: object): Answer => [
  200,
  { activity: { id: 'a', status: 'ACTIVITY_STATUS_COMPLETED', result: { [resultKey]: result } } },
]

/** A refusal with a code of the server. */
export const refused = (code: string, status = 401): Answer => [
  status,
  {
    code: 16,
    message: 'refused',
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: code, domain: 'latchkey', metadata: {} }],
  },
]

/** The answer to `login()`, for one user. */
export const loggedIn = (userId: string = ids.user, sessionExpiry = '4000000000'): Answer =>
  completed('createReadOnlySessionResult', {
    userId,
    username: 'ada',
    organizationId: ids.organization,
    organizationName: 'Ada’s',
    session: `token of ${userId}`,
    sessionExpiry,
  })

/** A listening server with an answer by operation. */
export class ApiPeer {
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly calls: ReceivedCall[] = []
  /** How far its clock is ahead, in milliseconds. */
  clockAheadMs = 0
  readonly answers = new Map<string, Answer | Answering>([
    [
      'whoami',
      [200, { userId: ids.user, username: 'ada', organizationId: ids.organization, organizationName: 'Ada’s' }],
    ],
    ['create_read_only_session', loggedIn()],
    ['create_api_keys', completed('createApiKeysResult', { apiKeyIds: [ids.apiKey] })],
    ['delete_api_keys', completed('deleteApiKeysResult', { apiKeyIds: [ids.apiKey] })],
    [
      'renew_session',
      completed('renewSessionResult', {
        apiKeyId: ids.apiKey,
        expiresAtSeconds: '4000000000',
        renewableUntilSeconds: '4000000000',
      }),
    ],
    ['delete_read_only_sessions', completed('deleteReadOnlySessionsResult', { userId: ids.user })],
  ])

  /** URL of the server, once it listens on a free port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** The calls of one operation. */
  of(name: string): ReceivedCall[] {
    return this.calls.filter((call) => call.name === name)
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const name = request.url?.split('/').at(-1) ?? ''
    const call = { name, headers: request.headers, body }
    this.calls.push(call)
    const answer = this.answers.get(name) ?? [404, {}]
    const [status, value] = typeof answer === 'function' ? answer(call) : answer
    const date = new Date(Date.now() + this.clockAheadMs).toUTCString()
    response.writeHead(status, { 'Content-Type': 'application/json', Date: date }).end(JSON.stringify(value))
  }
}
