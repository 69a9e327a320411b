/** Reading what storage holds, which is not trusted. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSession, readUser } from '../../src/session/session-records.ts'

const session = {
  bundle: 'bundle',
  publicKeyHex: '02',
  apiKeyId: 'key',
  userId: 'ada',
  organizationId: 'org',
  openedAtMs: 0,
  expiresAtMs: 1000,
  clockOffsetMs: 0,
}
const user = {
  userId: 'ada',
  username: 'Ada',
  organization: { organizationId: 'org', organizationName: 'Org' },
  readOnlySession: { token: 'token', expiresAtMs: 500 },
}

describe('a stored session', () => {
  it('is read as it was written', () => {
    expect(readSession(JSON.stringify(session))).toEqual(session)
  })

  it.each(Object.keys(session))('without a sound %s is none', (name) => {
    expect(readSession(JSON.stringify({ ...session, [name]: undefined }))).toBeUndefined()
    expect(readSession(JSON.stringify({ ...session, [name]: [] }))).toBeUndefined()
  })
})

describe('a stored user', () => {
  it('is read as it was written', () => {
    expect(readUser(JSON.stringify(user))).toEqual(user)
  })

  it.each(Object.keys(user))('without a sound %s is none', (name) => {
    expect(readUser(JSON.stringify({ ...user, [name]: null }))).toBeUndefined()
    expect(readUser(JSON.stringify({ ...user, [name]: {} }))).toBeUndefined()
  })
})

describe('anything else', () => {
  it.each([undefined, '', '{', 'null', '[]', '7', '"text"'])('%j is no record', (text) => {
    expect(readUser(text)).toBeUndefined()
    expect(readSession(text)).toBeUndefined()
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect([readUser(text), readSession(text)]).toEqual([undefined, undefined])
      }),
    )
  })
})
