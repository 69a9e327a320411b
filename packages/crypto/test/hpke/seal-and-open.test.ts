/** Sealed messages: opened by their recipient, unchanged, and by nobody else. */
import { generateTargetKey, open, readHex, type SealedMessage, seal, type TargetKey, toUtf8 } from '@latchkey/crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const flip = (value: Uint8Array, index: number): Uint8Array =>
  value.map((byte, position) => (position === index ? byte ^ 1 : byte))

describe('HPKE', () => {
  let recipientKey: TargetKey
  let sealed: SealedMessage
  const [info, aad, plaintext] = [toUtf8('purpose'), toUtf8('context'), toUtf8('message')]

  beforeAll(async () => {
    recipientKey = await generateTargetKey()
    sealed = await seal({ recipientPublicKey: recipientKey.publicKey, info, aad, plaintext })
  })

  it('makes target keys that nothing can read out', async () => {
    expect(recipientKey.privateKey.extractable).toBe(false)
    expect(recipientKey.publicKey).toHaveLength(65)
    await expect(crypto.subtle.exportKey('jwk', recipientKey.privateKey)).rejects.toThrow()
  })

  it('opens what was sealed', async () => {
    const check = async (message: Uint8Array, purpose: Uint8Array, authenticated: Uint8Array) => {
      const parameters = { info: purpose, aad: authenticated, plaintext: message }
      const result = await seal({ recipientPublicKey: recipientKey.publicKey, ...parameters })
      expect(result.ciphertext).toHaveLength(message.length + 16)
      expect(await open({ recipientKey, info: purpose, aad: authenticated, ...result })).toEqual(message)
    }
    await fc.assert(fc.asyncProperty(bytes(), bytes(), bytes(), check), { numRuns: 50 })
  })

  it('authenticates nothing besides the message unless told to', async () => {
    const result = await seal({ recipientPublicKey: recipientKey.publicKey, info, plaintext })
    expect(await open({ recipientKey, info, ...result })).toEqual(plaintext)
  })

  it('uses a fresh key for every message', async () => {
    const again = await seal({ recipientPublicKey: recipientKey.publicKey, info, aad, plaintext })
    expect(again.enc).not.toEqual(sealed.enc)
  })

  it('does not open with any bit of the message, purpose or context changed', async () => {
    const parameters = { recipientKey, info, aad, ...sealed }
    const changed = [
      ...Array.from(sealed.ciphertext, (_, index) => ({ ...parameters, ciphertext: flip(sealed.ciphertext, index) })),
      ...Array.from(info, (_, index) => ({ ...parameters, info: flip(info, index) })),
      ...Array.from(aad, (_, index) => ({ ...parameters, aad: flip(aad, index) })),
      { ...parameters, ciphertext: sealed.ciphertext.subarray(0, 15) },
      { ...parameters, ciphertext: new Uint8Array() },
      { ...parameters, recipientKey: await generateTargetKey() },
      { ...parameters, enc: (await generateTargetKey()).publicKey },
    ]
    for (const altered of changed) expect(await codeOf(() => open(altered))).toBe('HPKE_OPEN_FAILED')
  })

  it('says so when the platform fails', async () => {
    vi.spyOn(crypto.subtle, 'deriveBits').mockRejectedValueOnce(new DOMException('', 'OperationError'))
    const parameters = { recipientPublicKey: recipientKey.publicKey, info, plaintext }
    expect(await codeOf(() => seal(parameters))).toBe('HPKE_SEAL_FAILED')
    vi.restoreAllMocks()
    expect((await seal(parameters)).enc).toHaveLength(65)
  })

  it('refuses points before the platform sees them', async () => {
    const hybrid = sealed.enc.with(0, 6)
    for (const point of [readHex('00'), hybrid, sealed.enc.subarray(0, 33), flip(sealed.enc, 64)]) {
      expect(await codeOf(() => open({ recipientKey, info, aad, ...sealed, enc: point }))).toBe('POINT_MALFORMED')
      expect(await codeOf(() => seal({ recipientPublicKey: point, info, plaintext }))).toBe('POINT_MALFORMED')
    }
  })
})
