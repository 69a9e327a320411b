import {
  formatSessionClaims,
  generateSigningKey,
  importSigningKey,
  readBase64url,
  readSessionJwt,
  readUtf8,
  type SessionClaims,
  signDer,
  signSessionJwt,
  toBase64url,
  toHex,
  toUtf8,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from './code-of.ts'

const claims: SessionClaims = {
  expiresAtSeconds: 1_893_456_000,
  publicKeyHex: `02${'73'.repeat(32)}`,
  sessionType: 'SESSION_TYPE_READ_WRITE',
  userId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  organizationId: '11111111-2222-4333-8444-555555555555',
}

let serverPublicKey: Uint8Array
let sign: (message: Uint8Array) => Promise<Uint8Array>
beforeAll(async () => {
  const { privateKey, publicKey } = await generateSigningKey()
  const key = await importSigningKey(privateKey)
  serverPublicKey = publicKey
  sign = (message) => signDer(key, message)
})

const payloadOf = (token: string): string => token.split('.')[1] ?? ''
const signText = (payload: string, header = 'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9'): Promise<string> =>
  signSessionJwt(`${header}.${toBase64url(toUtf8(payload))}`, sign)
const read = (jwt: string, key: Uint8Array | string = serverPublicKey) => readSessionJwt(jwt, key)

/** Any text, rich in the characters whose bits make `-` and `_`. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('>', '<', '&', '?', '~', '\u007f', '\u00ff', 'ÿ', '€', '😀', '\ud800', '"', '\\', 'a'),
  }),
)

describe('formatSessionClaims', () => {
  it('has the members official clients require, and no other', () => {
    expect(JSON.parse(atob(payloadOf(formatSessionClaims(claims))))).toEqual({
      exp: 1_893_456_000,
      public_key: claims.publicKeyHex,
      session_type: 'SESSION_TYPE_READ_WRITE',
      user_id: claims.userId,
      organization_id: claims.organizationId,
    })
  })

  it('has the members of a session profile where there is one, and reads them back', async () => {
    const profile = { sessionProfileId: claims.userId, scope: "activity.kind != 'A' && true || '~?>' == 'ü'" }
    const unsigned = formatSessionClaims({ ...claims, sessionType: 'Support?', ...profile })
    expect(JSON.parse(atob(payloadOf(unsigned)))).toMatchObject({
      session_type: 'Support?',
      session_profile_id: claims.userId,
      scope: profile.scope,
    })
    const token = await signSessionJwt(unsigned, sign)
    expect(await read(token)).toEqual({ ...claims, sessionType: 'Support?', ...profile })
  })

  it('can be decoded by atob, and by a polyfill that drops what it does not know, whatever the members hold', () => {
    fc.assert(
      fc.property(text, text, text, (sessionType, userId, organizationId) => {
        const payload = payloadOf(formatSessionClaims({ ...claims, sessionType, userId, organizationId }))
        const expected = { session_type: sessionType, user_id: userId, organization_id: organizationId }
        expect(JSON.parse(atob(payload))).toMatchObject(expected)
        expect(payload.replaceAll(/[^A-Za-z0-9+/=]/g, '')).toBe(payload)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('readSessionJwt', () => {
  it('reads what was signed, with the key in bytes or hexadecimal', async () => {
    const jwt = await signSessionJwt(formatSessionClaims(claims), sign)
    expect(await read(jwt)).toEqual(claims)
    expect(await read(jwt, toHex(serverPublicKey))).toEqual(claims)
  })

  it('reads whatever the members hold', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (sessionType) => {
        const jwt = await signSessionJwt(formatSessionClaims({ ...claims, sessionType }), sign)
        expect((await read(jwt)).sessionType).toBe(sessionType)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses a token of another server', async () => {
    const jwt = await signSessionJwt(formatSessionClaims(claims), sign)
    const { publicKey } = await generateSigningKey()
    expect(await codeOf(() => read(jwt, publicKey))).toBe('SESSION_JWT_INVALID')
  })

  it('refuses a signature over the single hash, as other tokens have it', async () => {
    const unsigned = formatSessionClaims(claims)
    const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await crypto.subtle.sign(algorithm, key.privateKey, toUtf8(unsigned))
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', key.publicKey))
    const jwt = `${unsigned}.${toBase64url(new Uint8Array(signature))}`
    expect(await codeOf(() => read(jwt, point))).toBe('SESSION_JWT_INVALID')
  })

  it('refuses any changed character', async () => {
    const jwt = await signSessionJwt(formatSessionClaims(claims), sign)
    await fc.assert(
      fc.asyncProperty(fc.nat(jwt.length - 1), fc.constantFrom(...'Aq9-_.=+ '), async (index, character) => {
        fc.pre(jwt[index] !== character)
        const changed = jwt.slice(0, index) + character + jwt.slice(index + 1)
        expect(await codeOf(() => read(changed))).toBe('SESSION_JWT_INVALID')
      }),
    )
  })

  it.each(['', '.', '..', '...', 'a.b.c'])('refuses %j', async (jwt) => {
    expect(await codeOf(() => read(jwt))).toBe('SESSION_JWT_INVALID')
  })

  it('refuses a token without signature, and one with a fourth part', async () => {
    const jwt = await signSessionJwt(formatSessionClaims(claims), sign)
    expect(await codeOf(() => read(formatSessionClaims(claims)))).toBe('SESSION_JWT_INVALID')
    expect(await codeOf(() => read(`${jwt}.`))).toBe('SESSION_JWT_INVALID')
  })

  it.each(['{"alg":"none","typ":"JWT"}', '{"alg":"HS256","typ":"JWT"}', '{"typ":"JWT","alg":"ES256"}'])(
    'refuses the header %s, also when it is signed',
    async (header) => {
      const payload = readUtf8(readBase64url(payloadOf(formatSessionClaims(claims))))
      expect(await read(await signText(payload))).toEqual(claims)
      const jwt = await signText(payload, toBase64url(toUtf8(header)))
      expect(await codeOf(() => read(jwt))).toBe('SESSION_JWT_INVALID')
    },
  )

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '"text"',
    '{"exp":"1"}',
    '{"exp":1,"public_key":"02","session_type":"","user_id":""}',
  ])('refuses the payload %j, also when it is signed', async (payload) => {
    const jwt = await signText(payload)
    expect(await codeOf(() => read(jwt))).toBe('SESSION_JWT_INVALID')
  })

  it('says when the key is none', async () => {
    const jwt = await signSessionJwt(formatSessionClaims(claims), sign)
    expect(await codeOf(() => read(jwt, '04'))).toBe('POINT_MALFORMED')
    expect(await codeOf(() => read(jwt, 'xy'))).toBe('HEX_MALFORMED')
  })
})
