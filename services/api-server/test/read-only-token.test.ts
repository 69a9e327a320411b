/** Tokens of read-only sessions: read back by the server that made them, and by no other. */
import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashReadOnlyToken, makeReadOnlyToken, readReadOnlyToken } from '../src/read-only-token.ts'

const secret = randomBytes(32)
const organizationId = '0195c0de-0000-7000-8000-00000000abcd'
const activityId = '0195c0de-1111-7000-8000-000000000001'
const token = makeReadOnlyToken(secret, organizationId, activityId)

describe('read-only token', () => {
  it('names its organization and the hash it is stored under', () => {
    expect(readReadOnlyToken(secret, token)).toEqual({
      organizationId,
      tokenHash: createHash('sha256').update(token).digest(),
    })
    expect(hashReadOnlyToken(token)).toEqual(createHash('sha256').update(token).digest())
  })

  it('is the same for the same activity and differs for another', () => {
    expect(makeReadOnlyToken(secret, organizationId, activityId)).toBe(token)
    expect(makeReadOnlyToken(secret, organizationId, organizationId)).not.toBe(token)
  })

  it('is not genuine for another server', () => {
    expect(readReadOnlyToken(randomBytes(32), token)).toBeUndefined()
  })

  it('is not genuine after any change of one character', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'Ab0_-=+ '), (index, character) => {
        const changed = token.slice(0, index) + character + token.slice(index + 1)
        fc.pre(changed !== token)
        expect(readReadOnlyToken(secret, changed)).toBeUndefined()
      }),
    )
  })

  it.each(['', 'AA', `${token}AA`, token.slice(2), `${token}=`])('is not genuine in another length: %j', (text) => {
    expect(readReadOnlyToken(secret, text)).toBeUndefined()
  })
})
