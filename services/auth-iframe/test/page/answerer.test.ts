/** Requests and replies of the frame, in Node, where it has no storage. What needs a browser is in test/e2e/iframe. */
import { readBase58check, sealCredentialBundle, toBase64url, toHex } from '@latchkey/crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FrameUnderTest, makeFrameUnderTest } from '../support/frame-under-test.ts'
import { ignoredMessages, refusedMessages } from '../support/malformed-messages.ts'
import { verifiedSigner } from '../support/verified-signer.ts'

const body = '{"organizationId":"8f7c","note":"prüfen"}'
const stampRequest = { type: 'STAMP_REQUEST', value: body }
/** Private key 0404…04 and its public key, from the protocol's published vectors. */
const knownPrivateKey = new Uint8Array(32).fill(4)
const knownPublicKeyHex = '0273103ec30b3ccf57daae08e93534aef144a35940cf6bbba12a0cf7cbd5d65a64'

let frame: FrameUnderTest

const inject = (value: string, members = {}) => frame.ask({ type: 'INJECT_CREDENTIAL_BUNDLE', value, ...members })
const sealKnownKey = async () =>
  sealCredentialBundle({ targetPublicKey: await frame.publicKey(), privateKey: knownPrivateKey })

beforeEach(() => {
  frame = makeFrameUnderTest()
})

describe('target key', () => {
  it('is announced uncompressed, without an id, with the place it lives in and why', async () => {
    const announcement = await frame.announcement()
    expect(announcement).toEqual({
      type: 'PUBLIC_KEY_READY',
      value: expect.stringMatching(/^04[0-9a-f]{128}$/),
      storage: 'memory',
      // Node has no IndexedDB.
      storageProblem: 'ReferenceError',
    })
  })

  it('stays the same however often it is asked for', async () => {
    const announced = (await frame.announcement()).value
    expect(await frame.ask({ type: 'INIT_EMBEDDED_KEY' })).toEqual({ type: 'EMBEDDED_PUBLIC_KEY', value: announced })
    expect(await frame.publicKey()).toBe(announced)
    expect((await frame.announcement()).value).toBe(announced)
  })

  it('is another one after a reset', async () => {
    const before = await frame.publicKey()
    expect(await frame.ask({ type: 'RESET_EMBEDDED_KEY' })).toEqual({ type: 'EMBEDDED_KEY_RESET', value: null })
    expect(await frame.publicKey()).toMatch(/^04[0-9a-f]{128}$/)
    expect(await frame.publicKey()).not.toBe(before)
  })
})

describe('session key', () => {
  it('made in the frame signs once its bundle is injected, and not before', async () => {
    const { publicKeyHex, credentialBundle } = await frame.createSessionKey()
    expect(publicKeyHex).toMatch(/^0[23][0-9a-f]{64}$/)
    expect(await frame.ask(stampRequest)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
    expect(await inject(credentialBundle)).toEqual({ type: 'BUNDLE_INJECTED', value: true })
    const { type, value } = await frame.ask(stampRequest)
    expect(type).toBe('STAMP')
    expect(verifiedSigner(value, body)).toBe(publicKeyHex)
  })

  it('is a different one each time', async () => {
    const [first, second] = [await frame.createSessionKey(), await frame.createSessionKey()]
    expect(first.publicKeyHex).not.toBe(second.publicKeyHex)
  })

  it.each([
    ['base58check', async (bundle: string) => bundle],
    ['base64url', async (bundle: string) => toBase64url(await readBase58check(bundle))],
  ])('comes out of a bundle sealed elsewhere, in %s', async (_, encode) => {
    await frame.ask({ type: 'INJECT_RECOVERY_BUNDLE', value: await encode(await sealKnownKey()) })
    expect(verifiedSigner((await frame.ask(stampRequest)).value, body)).toBe(knownPublicKeyHex)
  })

  it('may be injected again, and is replaced by the next', async () => {
    const bundle = await sealKnownKey()
    const other = await frame.createSessionKey()
    for (const value of [bundle, bundle, other.credentialBundle, bundle]) {
      expect(await inject(value)).toMatchObject({ type: 'BUNDLE_INJECTED' })
    }
    expect(verifiedSigner((await frame.ask(stampRequest)).value, body)).toBe(knownPublicKeyHex)
  })

  it('survives a bundle that cannot be opened', async () => {
    await inject(await sealKnownKey())
    const foreign = await makeFrameUnderTest().createSessionKey()
    expect(await inject(foreign.credentialBundle)).toMatchObject({ type: 'ERROR', code: 'BUNDLE_NOT_FOR_THIS_KEY' })
    expect(verifiedSigner((await frame.ask(stampRequest)).value, body)).toBe(knownPublicKeyHex)
  })

  it('is gone after a reset, and its bundle no longer opens', async () => {
    const bundle = await sealKnownKey()
    await inject(bundle)
    await frame.ask({ type: 'RESET_EMBEDDED_KEY' })
    expect(await frame.ask(stampRequest)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
    expect(await inject(bundle)).toMatchObject({ type: 'ERROR', code: 'BUNDLE_NOT_FOR_THIS_KEY' })
  })

  it('signs nothing that was asked for after a reset, even when nobody waits for the reset', async () => {
    const bundle = await sealKnownKey()
    const [, , stamped] = await Promise.all([
      inject(bundle),
      frame.ask({ type: 'RESET_EMBEDDED_KEY' }),
      frame.ask(stampRequest),
    ])
    expect(stamped).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
  })

  it('says in the official words that there is none', async () => {
    const { value } = await frame.ask(stampRequest)
    expect(value).toContain('Error: cannot sign payload without credential')
    expect(value).toContain('Has a credential bundle been injected into the iframe?')
  })
})

describe('end of a session', () => {
  const start = Date.parse('2026-11-22T12:00:00Z')
  const day = 86_400_000

  beforeEach(() => {
    vi.useFakeTimers({ now: start, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['a second', 1000],
    ['30 days, longer than a timer can wait', 30 * day],
  ])('drops the key after %s', async (_, lengthMs) => {
    const { publicKeyHex, credentialBundle } = await frame.createSessionKey()
    await inject(credentialBundle, { expiresAtMs: start + lengthMs })
    await vi.advanceTimersByTimeAsync(lengthMs - 1)
    expect(verifiedSigner((await frame.ask(stampRequest)).value, body)).toBe(publicKeyHex)
    await vi.advanceTimersByTimeAsync(1)
    expect(vi.getTimerCount()).toBe(0)
    expect(await frame.ask(stampRequest)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
  })

  it('is that of the latest bundle', async () => {
    const { credentialBundle } = await frame.createSessionKey()
    await inject(credentialBundle, { expiresAtMs: start + 1000 })
    await inject(credentialBundle, { expiresAtMs: start + 5000 })
    await vi.advanceTimersByTimeAsync(4999)
    expect(await frame.ask(stampRequest)).toMatchObject({ type: 'STAMP' })
  })

  it('counts even when the timer has not fired, as in a suspended tab', async () => {
    const { credentialBundle } = await frame.createSessionKey()
    await inject(credentialBundle, { expiresAtMs: start + 1000 })
    vi.setSystemTime(start + 1000)
    expect(await frame.ask(stampRequest)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
  })

  it('of the target key comes after 48 hours', async () => {
    const before = await frame.publicKey()
    vi.setSystemTime(start + 2 * day - 1)
    expect(await frame.publicKey()).toBe(before)
    vi.setSystemTime(start + 2 * day)
    expect(await frame.publicKey()).not.toBe(before)
  })
})

describe('messages', () => {
  it('are answered with their id, errors too', async () => {
    const requestId = 'x'.repeat(128)
    expect(await frame.ask({ type: 'GET_EMBEDDED_PUBLIC_KEY', requestId })).toMatchObject({ requestId })
    expect(await frame.ask({ type: 'STAMP_REQUEST', value: 'hello', requestId })).toMatchObject({ requestId })
  })

  it('are answered in the order they came', async () => {
    const types = ['CREATE_SESSION_KEY', 'STAMP_REQUEST', 'RESET_EMBEDDED_KEY', 'GET_EMBEDDED_PUBLIC_KEY']
    const order: unknown[] = []
    await Promise.all(types.map(async (type) => order.push((await frame.ask({ type, requestId: type })).requestId)))
    expect(order).toEqual(types)
  })

  it.each(ignoredMessages.map((message) => [JSON.stringify(message).slice(0, 60), message]))(
    'without sense are ignored: %s',
    async (_, message) => {
      const replies: unknown[] = []
      void frame.ask(message).then((reply) => replies.push(reply))
      await frame.publicKey()
      expect(replies).toEqual([])
    },
  )

  it.each(refusedMessages.map(([code, message]) => [code, JSON.stringify(message).slice(0, 60), message] as const))(
    'with a bad value are refused as %s: %s',
    async (code, _, message) => {
      const { credentialBundle } = await frame.createSessionKey()
      await inject(credentialBundle)
      const reply = await frame.ask({ ...message, requestId: 'r' })
      expect(reply).toMatchObject({
        type: 'ERROR',
        code,
        requestId: 'r',
        value: expect.stringMatching(/^Error: .+\.$/),
      })
    },
  )

  it('may carry up to 256 KiB to sign', async () => {
    const { publicKeyHex, credentialBundle } = await frame.createSessionKey()
    await inject(credentialBundle)
    const value = `{"a":"${'x'.repeat(256 * 1024 - 8)}"}`
    expect(verifiedSigner((await frame.ask({ type: 'STAMP_REQUEST', value })).value, value)).toBe(publicKeyHex)
  })

  it('beyond the fiftieth in flight are refused, and all are answered', async () => {
    const replies = await Promise.all(Array.from({ length: 60 }, () => frame.ask({ type: 'GET_EMBEDDED_PUBLIC_KEY' })))
    expect(replies.filter(({ type }) => type === 'EMBEDDED_PUBLIC_KEY')).toHaveLength(50)
    expect(replies.filter(({ code }) => code === 'IFRAME_MESSAGE_REFUSED')).toHaveLength(10)
    expect(await frame.publicKey()).toMatch(/^04/)
  })

  it('never carry the private key out of the frame', async () => {
    const bundle = await sealKnownKey()
    const replies = [await inject(bundle), await frame.ask(stampRequest), await frame.announcement()]
    expect(JSON.stringify(replies)).not.toContain(toHex(knownPrivateKey))
  })
})
