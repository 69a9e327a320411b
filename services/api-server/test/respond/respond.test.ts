/** Answers, and the one that is bent for older clients. */
import { describe, expect, it } from 'vitest'
import { respond } from '../../src/respond/respond.ts'

const opened = {
  activity: { id: 'a', result: { createReadOnlySessionResult: { session: 's', sessionExpiry: '1767229200' } } },
}

const expiryFor = (clientVersion: string | undefined) =>
  respond(opened, { name: 'create_read_only_session', clientVersion }).body

describe('respond', () => {
  it('answers 200 with the body as it is', () => {
    const body = { organizationIds: [] }
    expect(respond(body, { name: 'list_suborgs', clientVersion: '@turnkey/sdk-browser@1.10.2' })).toEqual({
      status: 200,
      body,
    })
  })

  it.each(['@turnkey/sdk-browser@0.1.0', '@turnkey/sdk-browser@1.10.2', '@turnkey/sdk-browser@4.99.0-beta.1'])(
    'gives the end of a read-only session in milliseconds to %s',
    (version) => {
      expect(expiryFor(version)).toEqual({
        activity: {
          id: 'a',
          result: { createReadOnlySessionResult: { session: 's', sessionExpiry: '1767229200000' } },
        },
      })
    },
  )

  it.each([
    '@turnkey/sdk-browser@5.0.0',
    '@turnkey/sdk-browser@14.0.0',
    '@turnkey/sdk-server@1.0.0',
    '@latchkey/sdk-browser@0.1.0',
    'x@turnkey/sdk-browser@1.0.0',
    '',
    undefined,
  ])('gives it in seconds to %s', (version) => {
    expect(expiryFor(version)).toBe(opened)
  })

  it('does not change what it was given', () => {
    expiryFor('@turnkey/sdk-browser@1.10.2')
    expect(opened.activity.result.createReadOnlySessionResult.sessionExpiry).toBe('1767229200')
  })

  it('leaves an activity without this result alone', () => {
    const body = { activity: { id: 'a', result: {} } }
    const call = { name: 'create_read_only_session', clientVersion: '@turnkey/sdk-browser@1.10.2' } as const
    expect(respond(body, call).body).toBe(body)
  })
})
