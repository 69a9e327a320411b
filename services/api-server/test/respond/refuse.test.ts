/** Errors as clients and operators see them. */
import { type ServerError, type ServerErrorCode, serverErrors } from '@latchkey/contract/errors'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/refusal.ts'
import { refuse } from '../../src/respond/refuse.ts'

const request = { method: 'POST', path: '/public/v1/query/whoami', requestId: 'request-1' }

/** What an error becomes: the response and the lines of the log. */
function outcomeOf(error: unknown) {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) })
  return { response: refuse(error, request, { log }), lines }
}

describe('refuse', () => {
  it('writes the error envelope of the wire', () => {
    expect(outcomeOf(new Refusal('API_KEY_EXPIRED')).response).toEqual({
      code: 'API_KEY_EXPIRED',
      status: 401,
      body: {
        code: 16,
        message: 'Unauthenticated desc = expired api key publicKey',
        details: [
          { '@type': 'type.googleapis.com/errors.v1.TurnkeyErrorDetail', turnkeyErrorCode: 'API_KEY_EXPIRED' },
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'API_KEY_EXPIRED',
            domain: 'latchkey',
            metadata: { remedy: 'Open a new session with the passkey.', requestId: 'request-1' },
          },
        ],
      },
    })
  })

  it('adds refused fields', () => {
    const fieldViolations = [{ field: 'parameters.userId', description: 'must be a UUID' }]
    expect(outcomeOf(new Refusal('REQUEST_INVALID', { fieldViolations })).response.body).toMatchObject({
      details: [{}, {}, { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }],
    })
  })

  it.each([
    ['API_KEY_SIGNATURE_INVALID', 'PUBLIC_KEY_NOT_FOUND'],
    ['WEBAUTHN_SIGNATURE_INVALID', 'CREDENTIAL_ID_NOT_FOUND'],
  ] as const)('shows %s as %s, word for word, and logs the difference', (code, shown) => {
    const hidden = outcomeOf(new Refusal(code, { reason: 'only for the log' }))
    // What is sent is status and body; the code beside them is for the server's own eyes.
    expect(hidden.response).toEqual({ ...outcomeOf(new Refusal(shown)).response, code })
    expect(hidden.lines).toEqual([
      expect.objectContaining({
        level: 30,
        msg: 'refused',
        code,
        publicCode: shown,
        reason: 'only for the log',
        ...request,
      }),
    ])
  })

  it('answers every code of the registry with its own status, or that of the code it is shown as', () => {
    const codes = Object.keys(serverErrors) as ServerErrorCode[]
    for (const code of codes) {
      const { publicAs }: ServerError = serverErrors[code]
      const reason = publicAs ?? code
      expect(outcomeOf(new Refusal(code)).response, code).toMatchObject({
        status: expect.any(Number),
        body: { code: expect.any(Number), message: expect.any(String), details: [{}, { reason }] },
      })
    }
  })

  it.each([new TypeError('secret-canary'), 'secret-canary', undefined, { message: 'secret-canary' }])(
    'tells nothing of a fault of the server but where to find it: %j',
    (error) => {
      const { response, lines } = outcomeOf(error)
      expect(response.status).toBe(500)
      expect(response.body).toMatchObject({
        code: 13,
        message: 'internal server error',
        details: [{}, { reason: 'INTERNAL', metadata: { requestId: 'request-1' } }],
      })
      expect(JSON.stringify(response)).not.toContain('secret-canary')
      expect(lines).toEqual([expect.objectContaining({ level: 50, msg: 'failed', ...request })])
    },
  )

  it('logs the stack of a fault', () => {
    expect(outcomeOf(new TypeError('broken')).lines[0]).toMatchObject({
      err: { type: 'TypeError', stack: expect.stringContaining('refuse.test.ts') },
    })
  })

  it('logs failing storage as an error, with its cause', () => {
    const refusal = new Refusal('STORE_UNAVAILABLE', { reason: 'disk full' }, { cause: new Error('ENOSPC') })
    expect(outcomeOf(refusal).lines).toEqual([
      expect.objectContaining({
        level: 50,
        code: 'STORE_UNAVAILABLE',
        reason: 'disk full',
        err: expect.objectContaining({ message: 'ENOSPC' }),
      }),
    ])
  })
})
