/** The schemes of `X-Stamp`: each proves its own kind of key, and no signature of one passes for another. */
import { createECDH, createPublicKey, hash, sign } from 'node:crypto'
import {
  type ApiKeyScheme,
  type ApiKeyStamp,
  formatApiKeyStamp,
  readDerSignature,
  readHex,
  stampSchemes,
  toDerSignature,
  toHex,
} from '@latchkey/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  allSchemes,
  type CurveKey,
  headerAs,
  makeCurveKey,
  makeSharedPoint,
  signAs,
} from '../../../../test/support/curve-keys.ts'
import { authenticate } from '../../src/authenticate/authenticate.ts'
import { type Digest, verifySignature } from '../../src/authenticate/verify-signature.ts'
import type { Call } from '../../src/call.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'
import { callWith } from './support/calls.ts'
import { openWorld, startMs, type Tenant, type World } from './support/world.ts'

let world: World
let tenant: Tenant
const keys = new Map<ApiKeyScheme, CurveKey>()
beforeAll(async () => {
  world = await openWorld()
  tenant = await world.addTenant()
  for (const { scheme, curveType } of allSchemes) keys.set(scheme, await register(makeCurveKey(curveType)))
})
afterAll(() => world.close())

/** Registers a key with the tenant, or with another one. */
async function register(key: CurveKey, owner = tenant, expiresAtMs?: number): Promise<CurveKey> {
  const credentialType = allSchemes.find(({ curveType }) => curveType === key.curveType)?.credentialType ?? ''
  await world.addKey(owner, { publicKey: readHex(key.publicKey), credentialType }, expiresAtMs)
  return key
}

/** The key registered for a scheme. */
function keyOf(scheme: ApiKeyScheme): CurveKey {
  const key = keys.get(scheme)
  if (key === undefined) throw new Error(`no key for ${scheme}`)
  return key
}

const signedAs = (scheme: ApiKeyScheme, key = keyOf(scheme), organizationId = tenant.organizationId): Promise<Call> =>
  callWith({ organizationId }, (body) => ['X-Stamp', headerAs(scheme, key, body)])

/** The outcome of a call with a stamp put together by hand. */
const codeWith = (stamp: { publicKeyHex: string; scheme: string }, toSignature: (body: Buffer) => Uint8Array) =>
  refusalCodeOf(async () => {
    const header = (body: Buffer) => formatApiKeyStamp({ ...stamp, signatureHex: toHex(toSignature(body)) })
    return authenticate(await callWith(tenant, (body) => ['X-Stamp', header(body)]), world.system)
  })

/** Whether a stamp proves its key's owner over bytes that need not be a request, so that published signatures can be tried. */
async function proves(bytes: Uint8Array, stamp: ApiKeyStamp, owner = tenant): Promise<boolean> {
  const call = await callWith(owner, () => [])
  const stamps = { stamp: formatApiKeyStamp(stamp) }
  return authenticate({ ...call, bytes, stamps }, world.system).then(
    () => true,
    (error: Error) => {
      expect(error.message).toBe('API_KEY_SIGNATURE_INVALID')
      return false
    },
  )
}

/** DER of the two integers of an ECDSA signature, each 64 hexadecimal digits. */
const derOf = (r: string, s: string): string => toHex(toDerSignature(readHex(r + s)))

describe('every scheme', () => {
  it.each(allSchemes)('$scheme proves a key of its curve, and says how it signed', async ({ scheme }) => {
    const { publicKey } = keyOf(scheme)
    const caller = await authenticate(await signedAs(scheme), world.system)
    expect(caller).toMatchObject({ ...tenant, credential: { kind: 'api-key', scheme, publicKeyHex: publicKey } })
  })

  it.each(allSchemes)(
    '$scheme refuses other bytes, another key, and a signature that was cut or extended',
    async (of) => {
      const stamp = { publicKeyHex: keyOf(of.scheme).publicKey, scheme: of.scheme }
      const sign = (body: Buffer, key = keyOf(of.scheme)) => signAs(of.scheme, key, body)
      const stranger = makeCurveKey(of.curveType)
      const attempts: ((body: Buffer) => Uint8Array)[] = [
        (body) => sign(Buffer.concat([body, Buffer.from(' ')])),
        (body) => sign(body, stranger),
        (body) => sign(body).subarray(1),
        (body) => sign(body).subarray(0, -1),
        (body) => Buffer.concat([sign(body), Buffer.of(0)]),
        () => Buffer.alloc(1),
        () => Buffer.alloc(64),
        () => Buffer.alloc(500, 0xff),
      ]
      for (const attempt of attempts) expect(await codeWith(stamp, attempt)).toBe('API_KEY_SIGNATURE_INVALID')
      expect(await codeWith(stamp, sign).catch(() => 'proven')).toBe('proven')
    },
  )

  it.each(allSchemes)('$scheme may spell its key and signature in capitals', async ({ scheme }) => {
    const key = keyOf(scheme)
    const call = await callWith(tenant, (body) => {
      const signature = toHex(signAs(scheme, key, body)).toUpperCase()
      const json = JSON.stringify({ publicKey: key.publicKey.toUpperCase(), scheme, signature })
      return ['X-Stamp', Buffer.from(json).toString('base64url')]
    })
    expect((await authenticate(call, world.system)).credential).toMatchObject({ publicKeyHex: key.publicKey })
  })

  it.each(allSchemes)('$scheme ends with the key to the millisecond', async ({ scheme, curveType }) => {
    const key = await register(makeCurveKey(curveType), tenant, startMs + 900_000)
    const call = await signedAs(scheme, key)
    world.clock.nowMs = startMs + 899_999
    expect((await authenticate(call, world.system)).userId).toBe(tenant.userId)
    world.clock.nowMs = startMs + 900_000
    expect(await refusalCodeOf(() => authenticate(call, world.system))).toBe('API_KEY_EXPIRED')
    world.clock.nowMs = startMs
  })

  it.each(allSchemes)('$scheme finds the sub-organization of its key', async ({ scheme, curveType }) => {
    const child = await world.addTenant(tenant)
    const key = await register(makeCurveKey(curveType), child)
    expect(await authenticate(await signedAs(scheme, key), world.system)).toMatchObject(child)
    await register(key, await world.addTenant(tenant))
    expect(await refusalCodeOf(async () => authenticate(await signedAs(scheme, key), world.system))).toBe(
      'PUBLIC_KEY_CONFLICT',
    )
  })

  it('is verified for each of many requests at once', async () => {
    const calls = await Promise.all(
      Array.from({ length: 10 }, () => allSchemes.map(({ scheme }) => signedAs(scheme))).flat(),
    )
    const outcomes = await Promise.all(
      calls.map((call, index) => {
        const bytes = index % 3 === 0 ? Buffer.concat([call.bytes, Buffer.from(' ')]) : call.bytes
        return authenticate({ ...call, bytes }, world.system).then(
          () => 'proven',
          (error: Error) => error.message,
        )
      }),
    )
    expect(outcomes).toEqual(calls.map((_, index) => (index % 3 === 0 ? 'API_KEY_SIGNATURE_INVALID' : 'proven')))
  })
})

describe('a key under the scheme of another', () => {
  const pairs = allSchemes.flatMap(({ scheme: own, curveType }) =>
    allSchemes.filter(({ scheme }) => scheme !== own).map((other) => ({ own, curveType, other })),
  )

  it.each(pairs)('$own as $other.scheme proves nothing', async ({ own, curveType, other }) => {
    const key = keyOf(own)
    const code = await codeWith({ publicKeyHex: key.publicKey, scheme: other.scheme }, (body) => signAs(own, key, body))
    const isOfOtherLength = [curveType, other.curveType].filter((each) => each === 'API_KEY_CURVE_ED25519').length === 1
    const unknown = curveType === other.curveType ? 'API_KEY_SIGNATURE_INVALID' : 'PUBLIC_KEY_NOT_FOUND'
    expect(code).toBe(isOfOtherLength ? 'API_KEY_STAMP_MALFORMED' : unknown)
  })

  it('is never verified on its curve, though the bytes are a point of that too', async () => {
    const key = makeSharedPoint('API_KEY_CURVE_SECP256K1')
    const owner = await world.addTenant()
    await world.addKey(owner, { publicKey: readHex(key.publicKey) })
    for (const scheme of [stampSchemes.apiSecp256k1, stampSchemes.apiSecp256k1Eip191]) {
      const call = await signedAs(scheme, key, owner.organizationId)
      expect(await refusalCodeOf(() => authenticate(call, world.system))).toBe('PUBLIC_KEY_NOT_FOUND')
    }
  })

  it('does not hide the same bytes, registered for the right curve by a relative', async () => {
    const key = makeSharedPoint('API_KEY_CURVE_SECP256K1')
    const [parent, scheme] = [await world.addTenant(), stampSchemes.apiSecp256k1]
    const [one, two] = [await world.addTenant(parent), await world.addTenant(parent)]
    await register(key, parent)
    await world.addKey(one, { publicKey: readHex(key.publicKey) })
    expect(await authenticate(await signedAs(scheme, key, one.organizationId), world.system)).toMatchObject({
      userId: parent.userId,
      targetOrganizationId: one.organizationId,
    })
    expect((await authenticate(await signedAs(scheme, key, parent.organizationId), world.system)).userId).toBe(
      parent.userId,
    )
    await register(key, two)
    const call = await signedAs(scheme, key, parent.organizationId)
    expect(await refusalCodeOf(() => authenticate(call, world.system))).toBe('PUBLIC_KEY_CONFLICT')
  })
})

describe('secp256k1', () => {
  const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const x = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'

  it.each([
    [
      `02${x}`,
      'Satoshi Nakamoto',
      '934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8',
      '2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5',
    ],
    [
      `02${x}`,
      'All those moments will be lost in time, like tears in rain. Time to die...',
      '8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b',
      '547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21',
    ],
    [
      `03${x}`,
      'Satoshi Nakamoto',
      'fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0',
      '6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5',
    ],
  ])('of key %s over %j is the one deterministic signers publish (RFC 6979)', async (publicKeyHex, text, r, s) => {
    const owner = await world.addTenant()
    await register({ ...makeCurveKey('API_KEY_CURVE_SECP256K1'), publicKey: publicKeyHex }, owner)
    const stamp = { publicKeyHex, scheme: stampSchemes.apiSecp256k1, signatureHex: derOf(r, s) }
    expect(await proves(Buffer.from(text), stamp, owner)).toBe(true)
    expect(await proves(Buffer.from(`${text}.`), stamp, owner)).toBe(false)
    expect(await proves(Buffer.from(text), { ...stamp, scheme: stampSchemes.apiSecp256k1Eip191 }, owner)).toBe(false)
  })

  it.each([stampSchemes.apiSecp256k1, stampSchemes.apiSecp256k1Eip191])(
    '%s is accepted with a high s as well as with a low one',
    async (scheme) => {
      const key = keyOf(scheme)
      const bytes = Buffer.from('{}')
      const p1363 = readDerSignature(signAs(scheme, key, bytes))
      const [r, s] = [toHex(p1363.subarray(0, 32)), toHex(p1363.subarray(32))]
      const twin = (n - BigInt(`0x${s}`)).toString(16).padStart(64, '0')
      for (const each of [s, twin]) {
        expect(await proves(bytes, { publicKeyHex: key.publicKey, scheme, signatureHex: derOf(r, each) })).toBe(true)
      }
    },
  )
})

describe('EIP-191', () => {
  const scheme = stampSchemes.apiSecp256k1Eip191
  /** The example of web3.js's documentation for `eth.accounts.sign`, checked by the address it gives. */
  const wallet = {
    privateKey: '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318',
    address: '2c7536e3605d9c16a7a3d7b1898e529396a65c23',
    message: 'Some data',
    r: 'b91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd',
    s: '6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a029',
  }

  /** Registers the example's key with a new tenant. */
  async function registerWallet(): Promise<{ owner: Tenant; publicKeyHex: string }> {
    const pair = createECDH('secp256k1')
    pair.setPrivateKey(wallet.privateKey, 'hex')
    expect(hash('keccak-256', pair.getPublicKey().subarray(1), 'hex').slice(24)).toBe(wallet.address)
    const publicKeyHex = pair.getPublicKey('hex', 'compressed')
    const owner = await world.addTenant()
    await register({ ...makeCurveKey('API_KEY_CURVE_SECP256K1'), publicKey: publicKeyHex }, owner)
    return { owner, publicKeyHex }
  }

  it('is what a wallet signs when asked for a personal signature', async () => {
    const { owner, publicKeyHex } = await registerWallet()
    const { message, r, s } = wallet
    const stamp = { publicKeyHex, scheme, signatureHex: derOf(r, s) }
    expect(await proves(Buffer.from(message), stamp, owner)).toBe(true)
    expect(await proves(Buffer.from('some data'), stamp, owner)).toBe(false)
    expect(await proves(Buffer.from(message), { ...stamp, scheme: stampSchemes.apiSecp256k1 }, owner)).toBe(false)
  })

  it('has the form of DER, never the 64 or 65 bytes of a wallet', async () => {
    const { owner, publicKeyHex } = await registerWallet()
    const { message, r, s } = wallet
    for (const tail of ['', '1b', '1c', '00', '01']) {
      const stamp = { publicKeyHex, scheme, signatureHex: r + s + tail }
      expect(await proves(Buffer.from(message), stamp, owner)).toBe(false)
    }
  })

  it('counts the bytes of the body, not its characters', async () => {
    const key = keyOf(scheme)
    const bytes = Buffer.from('{"userName":"Žofie 🔑"}')
    const stamp = { publicKeyHex: key.publicKey, scheme }
    expect(await proves(bytes, { ...stamp, signatureHex: toHex(signAs(scheme, key, bytes)) })).toBe(true)
    const prefixed = Buffer.from(`\u0019Ethereum Signed Message:\n${bytes.toString().length}${bytes}`)
    const counted = sign('keccak-256', prefixed, key.privateKey)
    expect(await proves(bytes, { ...stamp, signatureHex: toHex(counted) })).toBe(false)
  })

  it('of the bare body, or of its digest as some wallets show it, proves nothing', async () => {
    const key = keyOf(scheme)
    const bytes = Buffer.from('{}')
    const stamp = { publicKeyHex: key.publicKey, scheme }
    const bare = sign('keccak-256', bytes, key.privateKey)
    const digest = signAs(scheme, key, hash('sha256', bytes, 'hex'))
    for (const signature of [bare, digest]) {
      expect(await proves(bytes, { ...stamp, signatureHex: toHex(signature) })).toBe(false)
    }
  })
})

describe('Ed25519', () => {
  const scheme = stampSchemes.apiEd25519
  const order = 2n ** 252n + 27742317777372353535851937790883648493n

  it.each([
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('of key %s over %j is that of RFC 8032 §7.1', async (publicKeyHex, messageHex, signatureHex) => {
    const owner = await world.addTenant()
    await register({ ...makeCurveKey('API_KEY_CURVE_ED25519'), publicKey: publicKeyHex }, owner)
    const message = Buffer.from(messageHex, 'hex')
    expect(await proves(message, { publicKeyHex, scheme, signatureHex }, owner)).toBe(true)
    expect(await proves(Buffer.concat([message, Buffer.of(0)]), { publicKeyHex, scheme, signatureHex }, owner)).toBe(
      false,
    )
  })

  it('is refused when its s is not below the order of the group', async () => {
    const key = keyOf(scheme)
    const bytes = Buffer.from('{}')
    const signature = signAs(scheme, key, bytes)
    const s = BigInt(`0x${toHex(signature.subarray(32).toReversed())}`)
    const twin = readHex((s + order).toString(16).padStart(64, '0')).toReversed()
    const stamp = { publicKeyHex: key.publicKey, scheme }
    expect(await proves(bytes, { ...stamp, signatureHex: toHex(signature) })).toBe(true)
    const malleated = Buffer.concat([signature.subarray(0, 32), twin])
    expect(await proves(bytes, { ...stamp, signatureHex: toHex(malleated) })).toBe(false)
  })

  it('is over the body itself, not over a digest of it', async () => {
    const key = keyOf(scheme)
    const bytes = Buffer.from('{}')
    for (const signed of [hash('sha256', bytes, 'buffer'), Buffer.from(hash('sha256', bytes, 'hex'))]) {
      const signatureHex = toHex(signAs(scheme, key, signed))
      expect(await proves(bytes, { publicKeyHex: key.publicKey, scheme, signatureHex })).toBe(false)
    }
  })

  it.each([
    ['the 66 digits of a compressed point', (hex: string) => `02${hex}`],
    ['a key that is a byte short', (hex: string) => hex.slice(2)],
    ['a key that is a byte long', (hex: string) => `${hex}00`],
  ])('is malformed with %s', async (_what, alter) => {
    const key = keyOf(scheme)
    const code = await codeWith({ publicKeyHex: alter(key.publicKey), scheme }, (body) => signAs(scheme, key, body))
    expect(code).toBe('API_KEY_STAMP_MALFORMED')
  })
})

describe('verifySignature', () => {
  const { privateKey } = makeCurveKey('API_KEY_CURVE_SECP256K1')
  const message = Buffer.from('{}')

  it('is false, alone and among others, where key and digest do not go together', async () => {
    const ed25519 = createPublicKey(makeCurveKey('API_KEY_CURVE_ED25519').privateKey)
    const wrong = () => verifySignature(ed25519, message, Buffer.alloc(64), 'sha256')
    const right = () => verifySignature(createPublicKey(privateKey), message, sign('sha256', message, privateKey))
    expect(await wrong()).toBe(false)
    expect(await Promise.all([right(), wrong(), right()])).toEqual([true, false, true])
  })

  it('is false, alone and among others, where the platform lacks the digest', async () => {
    const unknown = () =>
      verifySignature(createPublicKey(privateKey), message, sign('sha256', message, privateKey), 'none' as Digest)
    expect(await unknown()).toBe(false)
    expect(await Promise.all([unknown(), unknown()])).toEqual([false, false])
  })
})
