/** Sequences of messages: in their order, each with a nonce of its own, and secrets both sides can derive. */
import { generateTargetKey, type TargetKey, toHex, toUtf8 } from '@latchkey/crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Context, computeNonce, exportSecret } from '../../src/hpke/context.ts'
import { makeRecipientContext, openInContext } from '../../src/hpke/recipient-context.ts'
import { makeSenderContext, type SenderContext, sealInContext } from '../../src/hpke/sender-context.ts'
import { codeOf } from '../code-of.ts'

const [info, aad, first, second] = [toUtf8('purpose'), toUtf8('context'), toUtf8('first'), toUtf8('second')]

describe('HPKE contexts', () => {
  let recipientKey: TargetKey
  let sender: SenderContext
  let recipient: Context

  beforeEach(async () => {
    recipientKey = await generateTargetKey()
    sender = await makeSenderContext({ recipientPublicKey: recipientKey.publicKey, info })
    recipient = await makeRecipientContext({ recipientKey, enc: sender.enc, info })
  })

  it('hold no key that can be read out, and no more use than their side needs', () => {
    const { key, exporterKey } = sender
    expect([key, exporterKey, recipient.key].map(({ extractable }) => extractable)).toEqual([false, false, false])
    expect([key.usages, recipient.key.usages]).toEqual([['encrypt'], ['decrypt']])
  })

  it('open messages in their order only, and go on after one that does not open', async () => {
    const sealed = [await sealInContext(sender, aad, first), await sealInContext(sender, aad, second)] as const
    expect(await codeOf(() => openInContext(recipient, aad, sealed[1]))).toBe('HPKE_OPEN_FAILED')
    expect(await openInContext(recipient, aad, sealed[0])).toEqual(first)
    expect(await codeOf(() => openInContext(recipient, aad, sealed[0]))).toBe('HPKE_OPEN_FAILED')
    expect(await openInContext(recipient, aad, sealed[1])).toEqual(second)
  })

  it('never use a nonce twice, even for messages sealed at the same time', async () => {
    const sealed = await Promise.all(Array.from({ length: 20 }, () => sealInContext(sender, aad, first)))
    expect(new Set(sealed.map(toHex)).size).toBe(20)
    for (const ciphertext of sealed) expect(await openInContext(recipient, aad, ciphertext)).toEqual(first)
  })

  it.each([0n, 1n, 255n, 256n, 2n ** 64n, 2n ** 96n - 2n])('make the nonce of message %i', (sequenceNumber) => {
    const number = BigInt(`0x${toHex(sender.baseNonce)}`) ^ sequenceNumber
    expect(toHex(computeNonce({ ...sender, sequenceNumber }))).toBe(number.toString(16).padStart(24, '0'))
  })

  it('end with their last sequence number', async () => {
    sender.sequenceNumber = recipient.sequenceNumber = 2n ** 96n - 2n
    const last = await sealInContext(sender, aad, first)
    expect(await openInContext(recipient, aad, last)).toEqual(first)
    expect(await codeOf(() => sealInContext(sender, aad, first))).toBe('HPKE_SEAL_FAILED')
    expect(await codeOf(() => openInContext(recipient, aad, last))).toBe('HPKE_OPEN_FAILED')
  })

  it('export the same secrets on both sides, of any length up to 8160 bytes', async () => {
    for (const length of [0, 1, 32, 33, 8160]) {
      const exported = await exportSecret(sender, aad, length)
      expect(exported).toHaveLength(length)
      expect(await exportSecret(recipient, aad, length)).toEqual(exported)
    }
    expect(await exportSecret(sender, info, 32)).not.toEqual(await exportSecret(sender, aad, 32))
    await expect(exportSecret(sender, aad, 8161)).rejects.toBeInstanceOf(RangeError)
  })

  it('refuse a recipient whose public key is none, or whose private key is of another kind', async () => {
    const parameters = { enc: sender.enc, info }
    const hybrid = { ...recipientKey, publicKey: sender.enc.with(0, 6) }
    expect(await codeOf(() => makeRecipientContext({ ...parameters, recipientKey: hybrid }))).toBe('POINT_MALFORMED')
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    const signing = { ...recipientKey, privateKey }
    expect(await codeOf(() => makeRecipientContext({ ...parameters, recipientKey: signing }))).toBe('HPKE_OPEN_FAILED')
  })

  it('leave no secret behind in bytes', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    const made = [vi.spyOn(crypto.subtle, 'deriveBits'), vi.spyOn(crypto.subtle, 'sign')]
    const { enc } = await makeSenderContext({ recipientPublicKey: recipientKey.publicKey, info })
    await makeRecipientContext({ recipientKey, enc, info })
    const isKept = (bytes: unknown) => bytes instanceof Uint8Array && bytes.some((byte) => byte !== 0)
    const imported = importKey.mock.calls.map(([, bytes]) => bytes)
    const outputs = made.flatMap(({ mock }) => mock.settledResults.map(({ value }) => new Uint8Array(value)))
    const inputs = made.flatMap(({ mock }) => mock.calls.map(([, , message]) => message))
    vi.restoreAllMocks()
    // On each side: two extractions from what is public, three times a salt of zeros, five secrets imported.
    expect([imported.length, outputs.length, outputs.filter(isKept).length]).toEqual([18, 18, 4])
    expect(imported.filter(isKept)).toEqual([recipientKey.publicKey, enc])
    expect(inputs.filter(isKept)).toEqual([])
  })
})
