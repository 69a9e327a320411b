/** Authenticator data as bytes: the exact layout, and nothing else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAuthenticatorData } from '../../src/authenticate/webauthn/authenticator-data.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'

const bytesOf = (flags: number, signCount: number): Buffer => {
  const bytes = Buffer.alloc(37, 7)
  bytes.writeUInt8(flags, 32)
  bytes.writeUInt32BE(signCount, 33)
  return bytes
}

describe('readAuthenticatorData', () => {
  it('gives hash, flags and counter', () => {
    expect(readAuthenticatorData(bytesOf(0x19, 0xfffffffe))).toEqual({
      rpIdHash: Buffer.alloc(32, 7),
      isUserPresent: true,
      isBackupEligible: true,
      isBackedUp: true,
      signCount: 0xfffffffe,
    })
  })

  it('reads a view into a larger buffer', () => {
    const larger = Buffer.concat([Buffer.alloc(5), bytesOf(1, 3)])
    expect(readAuthenticatorData(larger.subarray(5))).toMatchObject({ isUserPresent: true, signCount: 3 })
  })

  it.each([0, 1, 36])('refuses %i bytes', async (length) => {
    expect(await refusalCodeOf(() => readAuthenticatorData(Buffer.alloc(length)))).toBe('WEBAUTHN_STAMP_MALFORMED')
  })

  it('accepts of any bytes only 37 without announcements, and refuses the rest by code', async () => {
    const lengths = fc.integer({ min: 30, max: 60 })
    const bytes = lengths.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        const isPlain = data.length === 37 && ((data[32] ?? 0) & 0xc0) === 0
        const isExtended = data.length > 37 && ((data[32] ?? 0) & 0xc0) === 0x80
        fc.pre(!isExtended)
        if (isPlain) expect(readAuthenticatorData(data).rpIdHash).toEqual(data.subarray(0, 32))
        else expect(await refusalCodeOf(() => readAuthenticatorData(data))).toBe('WEBAUTHN_STAMP_MALFORMED')
      }),
      { numRuns: 2_000 },
    )
  })

  it('survives any extensions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (extensions) => {
        const data = Buffer.concat([bytesOf(0x81, 1), extensions])
        const code = await refusalCodeOf(() => readAuthenticatorData(data)).catch((error: Error) => error.message)
        expect(['nothing was refused', 'WEBAUTHN_STAMP_MALFORMED']).toContain(code)
      }),
      { numRuns: 2_000 },
    )
  })
})
