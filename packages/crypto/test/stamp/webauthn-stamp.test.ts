/** The `X-Stamp-Webauthn` header, read strictly. */
import { formatWebauthnStamp, readWebauthnStamp } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const encode = (value: Uint8Array): string => Buffer.from(value).toString('base64url')
const stamp = { authenticatorData: 'AQ', clientDataJson: 'e30', credentialId: '_-8', signature: 'MAA' }
const names = ['authenticatorData', 'clientDataJson', 'credentialId', 'signature'] as const
const json = JSON.stringify(stamp)

describe('X-Stamp-Webauthn', () => {
  it('writes the four members and nothing else, in their order', () => {
    const shuffled = {
      signature: 'MAA',
      extra: 'x',
      credentialId: '_-8',
      clientDataJson: 'e30',
      authenticatorData: 'AQ',
    }
    expect(formatWebauthnStamp(shuffled)).toBe(json)
  })

  it('reads the bytes of what it wrote', () => {
    const parts = fc.record(
      Object.fromEntries(names.map((name) => [name, bytes()])) as Record<
        (typeof names)[number],
        fc.Arbitrary<Uint8Array<ArrayBuffer>>
      >,
    )
    const check = (value: Record<(typeof names)[number], Uint8Array>) => {
      const { authenticatorData, clientDataJson, credentialId, signature } = value
      const header = formatWebauthnStamp({
        authenticatorData: encode(authenticatorData),
        clientDataJson: encode(clientDataJson),
        credentialId: encode(credentialId),
        signature: encode(signature),
      })
      expect(readWebauthnStamp(header)).toEqual(value)
    }
    fc.assert(fc.property(parts, check))
  })

  it('ignores members it does not know', () => {
    expect(readWebauthnStamp(json.replace('{', '{"signature2":"!",'))).toEqual(readWebauthnStamp(json))
  })

  it.each([
    '',
    '{}',
    '[]',
    'null',
    Buffer.from(json).toString('base64url'),
    json.slice(0, -1),
    `${json},${json}`,
    ...names.flatMap((name) => [
      JSON.stringify({ ...stamp, [name]: undefined }),
      JSON.stringify({ ...stamp, [name]: 1 }),
      JSON.stringify({ ...stamp, [name]: 'AA==' }),
      JSON.stringify({ ...stamp, [name]: 'AB' }),
      JSON.stringify({ ...stamp, [name]: 'A+AA' }),
      JSON.stringify({ ...stamp, [name]: 'AA AA' }),
      json.replace('{', `{"${name}":"AA",`),
    ]),
  ])('refuses %j', async (header) => {
    expect(await codeOf(() => readWebauthnStamp(header))).toBe('STAMP_MALFORMED')
  })

  it('accepts 8192 characters and not one more', async () => {
    expect(readWebauthnStamp(json.padEnd(8192))).toEqual(readWebauthnStamp(json))
    expect(await codeOf(() => readWebauthnStamp(json.padEnd(8193)))).toBe('STAMP_MALFORMED')
  })
})
