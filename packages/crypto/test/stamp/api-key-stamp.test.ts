/** The `X-Stamp` header, read strictly. */
import {
  type ApiKeyStamp,
  formatApiKeyStamp,
  makeApiKeyStamp,
  readApiKeyStamp,
  readBase64url,
  readUtf8,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../code-of.ts'

const encode = (json: string): string => Buffer.from(json).toString('base64url')
const publicKey = `02${'ab'.repeat(32)}`
const stamp = { publicKeyHex: publicKey, scheme: 'SIGNATURE_SCHEME_TK_API_P256', signatureHex: '3006020101020101' }
const members = { publicKey, scheme: stamp.scheme, signature: stamp.signatureHex }
const json = JSON.stringify(members)

describe('X-Stamp', () => {
  it('writes key, scheme and signature in this order', () => {
    expect(readUtf8(readBase64url(formatApiKeyStamp(stamp)))).toBe(json)
  })

  it('reads what it wrote', () => {
    const digits = fc.uint8Array({ minLength: 1, maxLength: 80 }).map((value) => Buffer.from(value).toString('hex'))
    const stamps = fc.record({ publicKeyHex: digits, scheme: fc.string({ maxLength: 60 }), signatureHex: digits })
    const check = (value: ApiKeyStamp) => {
      expect(readApiKeyStamp(formatApiKeyStamp(value))).toEqual(value)
    }
    fc.assert(fc.property(stamps, check))
  })

  it('stamps a body with whatever signs it', async () => {
    const signed: Uint8Array[] = []
    const sign = async (body: Uint8Array): Promise<Uint8Array> => {
      signed.push(body)
      return Uint8Array.of(0x30, 0)
    }
    const body = Uint8Array.of(123, 125)
    const header = await makeApiKeyStamp({ publicKeyHex: publicKey, body, sign })
    expect(readApiKeyStamp(header)).toEqual({ ...stamp, signatureHex: '3000' })
    expect(signed).toEqual([body])
  })

  it.each([
    ['members in another order', JSON.stringify({ signature: members.signature, scheme: members.scheme, publicKey })],
    ['white space', JSON.stringify(members, null, 2)],
    ['escaped names', json.replace('"publicKey"', String.raw`"publ\u0069cKey"`)],
    ['upper-case digits', json.replace('abab', 'ABab')],
    ['members it does not know', json.replace('{', '{"a":{"publicKey":1,"publicKey":2},"b":[{"c":"}:{"}],"d":null,')],
    ['a value that looks like a name', json.replace('{', String.raw`{"e":"\"scheme\":","f":":",`)],
    ['a member of the object prototype', json.replace('{', '{"__proto__":{"scheme":"x"},"constructor":1,')],
  ])('accepts %s', (_what, text) => {
    expect(readApiKeyStamp(encode(text))).toEqual(stamp)
  })

  it('accepts correct padding', () => {
    const padded = [json, `${json} `, `${json}  `].map((text) => Buffer.from(text).toString('base64'))
    expect(padded.filter((text) => text.endsWith('='))).toHaveLength(2)
    for (const text of padded) expect(readApiKeyStamp(text.replaceAll('+', '-').replaceAll('/', '_'))).toEqual(stamp)
  })

  it('accepts 2048 characters and not one more', async () => {
    const withLength = (length: number): string => encode(json.padEnd((length / 4) * 3))
    expect(withLength(2048)).toHaveLength(2048)
    expect(readApiKeyStamp(withLength(2048))).toEqual(stamp)
    expect(await codeOf(() => readApiKeyStamp(withLength(2052)))).toBe('STAMP_MALFORMED')
  })

  const without = (name: keyof typeof members): string => JSON.stringify({ ...members, [name]: undefined })
  const withValue = (name: string, value: unknown): string => JSON.stringify({ ...members, [name]: value })
  const names = ['publicKey', 'scheme', 'signature'] as const
  const notStrings: unknown[] = [null, true, 1, [], ['ab'], {}, { toString: 'ab' }]

  const malformedJson = [
    '',
    'null',
    'true',
    '1',
    '""',
    '[]',
    `[${json}]`,
    '{}',
    json.slice(0, -1),
    `${json}}`,
    `${json}${json}`,
    `${json}x`,
    `\ufeff${json}`,
    json.replaceAll('"', "'"),
    json.replace('}', ',}'),
    `/**/${json}`,
    ...names.map(without),
    ...names.flatMap((name) => notStrings.map((value) => withValue(name, value))),
    ...names.map((name) => json.replace('{', `{"${name}":"ab",`)),
    ...names.map((name) => json.replace('}', `,"${name}":"ab"}`)),
    json.replace('{', String.raw`{"publicKe\u0079":"ab",`),
    json.replace('{', '{"unknown":1,"unknown":2,'),
    ...['publicKey', 'signature'].flatMap((name) =>
      ['', 'a', '0x00', 'zz', ' ab', 'ab ', 'ab\n'].map((value) => withValue(name, value)),
    ),
  ]

  it.each(malformedJson)('refuses base64url of %s', async (text) => {
    expect(await codeOf(() => readApiKeyStamp(encode(text)))).toBe('STAMP_MALFORMED')
  })

  const header = encode(json)
  it.each([
    json,
    ` ${header}`,
    `${header} `,
    `${header}\n`,
    `${header.slice(0, 9)} ${header.slice(9)}`,
    `${header}=`,
    `${header}====`,
    `${header}A`,
    `${header},${header}`,
    `"${header}"`,
    Buffer.from(`${json}~~~`).toString('base64'),
    Buffer.concat([Buffer.from(json), Buffer.from([0xff])]).toString('base64url'),
    Buffer.from(json.replace('"SIGN', '"\u00ff'), 'latin1').toString('base64url'),
    Buffer.from(json, 'utf16le').toString('base64url'),
  ])('refuses the header %j', async (text) => {
    expect(await codeOf(() => readApiKeyStamp(text))).toBe('STAMP_MALFORMED')
  })

  it('says nothing of what it was given', async () => {
    const secret = 'deadbeef'.repeat(4)
    const headers = [secret, encode(secret), encode(withValue('signature', `${secret}x`)), encode(`{"${secret}":1`)]
    for (const text of headers) {
      const error: unknown = await Promise.resolve(text)
        .then(readApiKeyStamp)
        .catch((thrown: unknown) => thrown)
      expect(describeAll(error)).not.toContain(secret)
    }
  })
})

/** An error's text with that of all its causes. */
function describeAll(error: unknown): string {
  return error instanceof Error ? `${error.message} ${describeAll(error.cause)}` : ''
}
