/** Requests stamped with an API key: who they prove, and everything that proves nothing. */
import {
  formatApiKeyStamp,
  readApiKeyStamp,
  readDerSignature,
  readHex,
  stampSchemes,
  toDerSignature,
  toHex,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../../src/authenticate/authenticate.ts'
import type { Call } from '../../src/call.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'
import { apiKeyHeader, callWith, signedBy } from './support/calls.ts'
import { makeKey, openWorld, startMs, type Tenant, type TestKey, type World } from './support/world.ts'

/** Order of the group, to turn a signature into its twin. */
const n = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')

/** DER of a sequence, given its elements. */
function sequence(...elements: Buffer[]): Buffer {
  const content = Buffer.concat(elements)
  return Buffer.concat([Buffer.of(0x30, content.length), content])
}

let world: World
let tenant: Tenant
let key: TestKey
beforeAll(async () => {
  world = await openWorld()
  tenant = await world.addTenant()
  key = await makeKey()
  await world.addKey(tenant, key)
})
afterAll(() => world.close())

/** Code of the refusal of a call whose stamp is made from its body. */
const codeWith = async (headerOf: (body: Buffer) => string | Promise<string>) =>
  refusalCodeOf(async () =>
    authenticate(await callWith(tenant, async (body) => ['X-Stamp', await headerOf(body)]), world.system),
  )

/** The honest stamp with some of its members replaced. */
const altered = (members: Record<string, unknown>) => async (body: Buffer) => {
  const { publicKeyHex, scheme, signatureHex } = readApiKeyStamp(await apiKeyHeader(key, body))
  const stamp = { publicKey: publicKeyHex, scheme, signature: signatureHex, ...members }
  return Buffer.from(JSON.stringify(stamp)).toString('base64url')
}

describe('X-Stamp', () => {
  it('proves the user, the organization and the key', async () => {
    const caller = await authenticate(await signedBy(tenant, key), world.system)
    expect(caller).toEqual({
      ...tenant,
      organizationName: `Tenant ${tenant.organizationId}`,
      userName: 'Alice',
      isRoot: true,
      rootQuorumThreshold: 1,
      targetOrganizationId: tenant.organizationId,
      credential: {
        kind: 'api-key',
        apiKeyId: expect.any(String),
        publicKeyHex: toHex(key.publicKey),
        scheme: stampSchemes.apiP256,
        expiresAtMs: undefined,
      },
    })
  })

  it('proves the scope of a session with a profile for writes, from the parent too, and notes the use', async () => {
    const child = await world.addTenant(tenant)
    const { organizationId } = tenant
    const row = { organizationId, sessionProfileId: world.system.newId(), sessionProfileName: 'P', scope: 'true' }
    const profile = { ...row, expirationSeconds: undefined, notes: undefined, createdAtMs: startMs }
    await world.system.store.transact((transaction) => transaction.addSessionProfile(profile))
    const session = await makeKey()
    await world.addKey(child, session, startMs + 900_000, profile.sessionProfileId)
    const lost = await makeKey()
    await world.addKey(child, lost, startMs + 900_000, world.system.newId())
    const query = await signedBy(child, session)
    const write = { ...query, kind: 'activity' } as Call
    const scopeIn = async (call: Call) => Reflect.get((await authenticate(call, world.system)).credential, 'scope')
    expect(await scopeIn(query)).toBeUndefined()
    expect(await scopeIn(write)).toBe('true')
    expect(await scopeIn({ ...(await signedBy(child, lost)), kind: 'activity' } as Call)).toBe('false')
    expect(world.used.at(-1)).toMatchObject({ userId: child.userId, credential: { scope: 'false' } })
  })

  it('may be padded, and may spell its key in capitals', async () => {
    const call = await callWith(tenant, async (body) => [
      'X-Stamp',
      Buffer.from(
        JSON.stringify({
          ...JSON.parse(Buffer.from(await apiKeyHeader(key, body), 'base64url').toString()),
          publicKey: toHex(key.publicKey).toUpperCase(),
        }),
      )
        .toString('base64')
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
    ])
    expect((await authenticate(call, world.system)).userId).toBe(tenant.userId)
  })

  it('counts more than a session sent with it', async () => {
    const call = await callWith(tenant, async (body) => ['X-Session', 'x', 'X-Stamp', await apiKeyHeader(key, body)])
    expect((await authenticate(call, world.system)).credential.kind).toBe('api-key')
  })

  it('is required when there is no session', async () => {
    expect(await refusalCodeOf(async () => authenticate(await callWith(tenant, () => []), world.system))).toBe(
      'STAMP_MISSING',
    )
  })

  it.each([
    ['nothing', ''],
    ['no base64url', '{"publicKey":"x"}'],
    ['no JSON', Buffer.from('hello').toString('base64url')],
    ['white space', ' e30'],
    ['an array', Buffer.from('[]').toString('base64url')],
    ['too long', 'A'.repeat(2052)],
  ])('is malformed when it is %s', async (_what, header) => {
    expect(await codeWith(() => header)).toBe('API_KEY_STAMP_MALFORMED')
  })

  it.each([
    ['key is missing', { publicKey: undefined }],
    ['key is a number', { publicKey: 1 }],
    ['key is not compressed', { publicKey: `04${'ab'.repeat(64)}` }],
    ['key is infinity', { publicKey: '00' }],
    ['key is hybrid', { publicKey: `06${'ab'.repeat(32)}` }],
    ['key is too short', { publicKey: `02${'ab'.repeat(31)}` }],
    ['key is not hexadecimal', { publicKey: `02${'zz'.repeat(32)}` }],
    ['signature is missing', { signature: undefined }],
    ['signature is not hexadecimal', { signature: 'zz' }],
    ['signature is empty', { signature: '' }],
    ['scheme is missing', { scheme: undefined }],
  ])('is malformed when its %s', async (_what, members) => {
    expect(await codeWith(altered(members))).toBe('API_KEY_STAMP_MALFORMED')
  })

  it.each([
    stampSchemes.webauthn,
    'SIGNATURE_SCHEME_TK_QUORUM_P256',
    'SIGNATURE_SCHEME_TK_ATTESTED_P256',
    'signature_scheme_tk_api_p256',
    'SIGNATURE_SCHEME_TK_API_P256 ',
    '__proto__',
    'constructor',
    '',
    'x',
  ])('is refused with the scheme %j', async (scheme) => {
    expect(await codeWith(altered({ scheme }))).toBe('STAMP_SCHEME_UNSUPPORTED')
  })

  it('of an unregistered key proves nothing', async () => {
    const stranger = await makeKey()
    expect(await codeWith((body) => apiKeyHeader(stranger, body))).toBe('PUBLIC_KEY_NOT_FOUND')
    expect(await codeWith(altered({ publicKey: `02${'ff'.repeat(32)}` }))).toBe('PUBLIC_KEY_NOT_FOUND')
  })
})

describe('signature', () => {
  it('over other bytes proves nothing', async () => {
    expect(await codeWith((body) => apiKeyHeader(key, Buffer.concat([body, Buffer.from(' ')])))).toBe(
      'API_KEY_SIGNATURE_INVALID',
    )
  })

  it('by another registered key proves nothing', async () => {
    const other = await makeKey()
    await world.addKey(tenant, other)
    const signature = async (body: Buffer) => readApiKeyStamp(await apiKeyHeader(other, body)).signatureHex
    expect(await codeWith(async (body) => altered({ signature: await signature(body) })(body))).toBe(
      'API_KEY_SIGNATURE_INVALID',
    )
  })

  it('is accepted with a high s as well as with a low one', async () => {
    for (let round = 0; round < 5; round++) {
      const call = await callWith(tenant, async (body) => {
        const { signatureHex, ...stamp } = readApiKeyStamp(await apiKeyHeader(key, body))
        const [r, s] = [
          readDerSignature(readHex(signatureHex)).subarray(0, 32),
          readDerSignature(readHex(signatureHex)).subarray(32),
        ]
        const twin = (n - BigInt(`0x${toHex(s)}`)).toString(16).padStart(64, '0')
        const der = toDerSignature(readHex(toHex(r) + twin))
        return ['X-Stamp', formatApiKeyStamp({ ...stamp, signatureHex: toHex(der) })]
      })
      expect((await authenticate(call, world.system)).userId).toBe(tenant.userId)
    }
  })

  it.each<[string, (r: Buffer, s: Buffer) => Buffer]>([
    ['a length of two bytes', (r, s) => Buffer.concat([Buffer.of(0x30, 0x81, r.length + s.length), r, s])],
    ['an indefinite length', (r, s) => Buffer.concat([Buffer.of(0x30, 0x80), r, s, Buffer.of(0, 0)])],
    ['a surplus zero', (r, s) => sequence(Buffer.concat([Buffer.of(2, r.length - 1, 0), r.subarray(2)]), s)],
    ['a third integer', (r, s) => sequence(r, s, Buffer.of(2, 1, 1))],
    ['a byte after its end', (r, s) => Buffer.concat([sequence(r, s), Buffer.of(0)])],
  ])('is refused when its DER has %s', async (_what, encode) => {
    const call = await callWith(tenant, async (body) => {
      const { signatureHex, ...stamp } = readApiKeyStamp(await apiKeyHeader(key, body))
      const der = Buffer.from(signatureHex, 'hex')
      const middle = 4 + der.readUInt8(3)
      expect(sequence(der.subarray(2, middle), der.subarray(middle))).toEqual(der)
      const altered = encode(der.subarray(2, middle), der.subarray(middle))
      return ['X-Stamp', formatApiKeyStamp({ ...stamp, signatureHex: toHex(altered) })]
    })
    expect(await refusalCodeOf(() => authenticate(call, world.system))).toBe('API_KEY_SIGNATURE_INVALID')
  })

  it('is refused after any change of one bit of body or signature', async () => {
    const honest = await signedBy(tenant, key)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(7), fc.boolean(), async (at, bit, inBody) => {
        const { signatureHex, ...stamp } = readApiKeyStamp(honest.stamps.stamp ?? '')
        const [bytes, signature] = [Buffer.from(honest.bytes), Buffer.from(signatureHex, 'hex')]
        const changed = inBody ? bytes : signature
        changed.writeUInt8(changed.readUInt8(at % changed.length) ^ (1 << bit), at % changed.length)
        const stamps = { stamp: formatApiKeyStamp({ ...stamp, signatureHex: toHex(signature) }) }
        expect(await refusalCodeOf(() => authenticate({ ...honest, bytes, stamps }, world.system))).toBe(
          'API_KEY_SIGNATURE_INVALID',
        )
      }),
      { numRuns: 200 },
    )
  })

  it('of many requests at once is verified for each of them', async () => {
    const calls = await Promise.all(Array.from({ length: 40 }, () => signedBy(tenant, key)))
    const outcomes = await Promise.all(
      calls.map((call, index) => {
        const bytes = index % 2 ? Buffer.concat([call.bytes, Buffer.from(' ')]) : call.bytes
        return authenticate({ ...call, bytes }, world.system).then(
          () => 'proven',
          (error: Error) => error.message,
        )
      }),
    )
    expect(outcomes).toEqual(calls.map((_, index) => (index % 2 ? 'API_KEY_SIGNATURE_INVALID' : 'proven')))
  })
})

describe('session key', () => {
  it('lives until the last millisecond of its lifetime, and is then expired whatever it signed', async () => {
    const session = await makeKey()
    await world.addKey(tenant, session, startMs + 900_000)
    const call = await signedBy(tenant, session)
    world.clock.nowMs = startMs + 899_999
    expect((await authenticate(call, world.system)).credential).toMatchObject({
      kind: 'api-key',
      expiresAtMs: startMs + 900_000,
    })
    world.clock.nowMs = startMs + 900_000
    expect(await refusalCodeOf(() => authenticate(call, world.system))).toBe('API_KEY_EXPIRED')
    const unsigned = { ...call, bytes: Buffer.from('other bytes') }
    expect(await refusalCodeOf(() => authenticate(unsigned, world.system))).toBe('API_KEY_EXPIRED')
    world.clock.nowMs = startMs
  })
})
