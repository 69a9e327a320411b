/** Credential bundles: opened by the holder of the target key, and nothing else passes for one. */
import {
  compressPoint,
  generateSigningKey,
  generateTargetKey,
  openCredentialBundle,
  readBase58check,
  readHex,
  sealCredentialBundle,
  type TargetKey,
  toBase58check,
  toBase64url,
  toHex,
} from '@latchkey/crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../src/bytes/concat-bytes.ts'
import { makeSenderContext, sealInContext } from '../src/hpke/sender-context.ts'
import { codeOf } from './code-of.ts'

describe('credential bundles', () => {
  let targetKey: TargetKey
  let privateKey: Uint8Array
  let bundle: string
  let sealed: Uint8Array

  beforeAll(async () => {
    targetKey = await generateTargetKey()
    privateKey = (await generateSigningKey()).privateKey
    bundle = await sealCredentialBundle({ targetPublicKey: targetKey.publicKey, privateKey })
    sealed = await readBase58check(bundle)
  })

  it('are 81 bytes that begin with a compressed point', () => {
    expect(sealed).toHaveLength(81)
    expect([2, 3]).toContain(sealed[0])
  })

  it('open whether the target key was given in bytes or digits, compressed or not', async () => {
    const compressed = compressPoint(targetKey.publicKey)
    for (const targetPublicKey of [targetKey.publicKey, compressed, toHex(targetKey.publicKey), toHex(compressed)]) {
      const own = await sealCredentialBundle({ targetPublicKey, privateKey })
      expect(await openCredentialBundle({ bundle: own, targetKey })).toEqual(privateKey)
    }
  })

  it('open in either encoding, 200 of them', async () => {
    for (let count = 0; count < 200; count++) {
      const fresh = await sealCredentialBundle({ targetPublicKey: targetKey.publicKey, privateKey })
      const older = toBase64url(await readBase58check(fresh))
      expect(await openCredentialBundle({ bundle: fresh, targetKey })).toEqual(privateKey)
      expect(await openCredentialBundle({ bundle: older, targetKey })).toEqual(privateKey)
    }
  })

  it('open for no other key', async () => {
    const other = await generateTargetKey()
    expect(await codeOf(() => openCredentialBundle({ bundle, targetKey: other }))).toBe('BUNDLE_NOT_FOR_THIS_KEY')
    const mixed = { privateKey: targetKey.privateKey, publicKey: other.publicKey }
    expect(await codeOf(() => openCredentialBundle({ bundle, targetKey: mixed }))).toBe('BUNDLE_NOT_FOR_THIS_KEY')
  })

  it('open with no byte changed', async () => {
    const change = async (index: number) => {
      const altered = await toBase58check(sealed.map((byte, position) => (position === index ? byte ^ 1 : byte)))
      return codeOf(() => openCredentialBundle({ bundle: altered, targetKey }))
    }
    const codes = await Promise.all(Array.from(sealed, (_, index) => change(index)))
    expect(codes.filter((code) => code !== 'BUNDLE_NOT_FOR_THIS_KEY' && code !== 'BUNDLE_MALFORMED')).toEqual([])
    expect(new Set(codes.slice(33))).toEqual(new Set(['BUNDLE_NOT_FOR_THIS_KEY']))
  })

  it('are refused in any other length', async () => {
    for (const length of [0, 1, 33, 34, 49, 80]) {
      const text = await toBase58check(sealed.subarray(0, length))
      expect(await codeOf(() => openCredentialBundle({ bundle: text, targetKey }))).toBe('BUNDLE_MALFORMED')
    }
    const longer = toBase64url(concatBytes(sealed, Uint8Array.of(0)))
    expect(await codeOf(() => openCredentialBundle({ bundle: longer, targetKey }))).toBe('BUNDLE_MALFORMED')
  })

  it.each([0, 1, 4, 5, 6, 7, 255])('are refused with the prefix %i', async (prefix) => {
    const text = await toBase58check(Uint8Array.from(sealed).with(0, prefix))
    expect(await codeOf(() => openCredentialBundle({ bundle: text, targetKey }))).toBe('BUNDLE_MALFORMED')
  })

  it('are refused when they are no text of either encoding', async () => {
    const texts = ['', ' ', 'bundle', `${bundle} `, ` ${bundle}`, bundle.slice(1), `${bundle}=`, 'x'.repeat(100_000)]
    for (const text of texts) {
      expect(await codeOf(() => openCredentialBundle({ bundle: text, targetKey }))).toBe('BUNDLE_MALFORMED')
    }
  })

  it('are made for no key that is none, and of no private key that is none', async () => {
    const seal = (targetPublicKey: Uint8Array | string, secret: Uint8Array) =>
      codeOf(() => sealCredentialBundle({ targetPublicKey, privateKey: secret }))
    expect(await seal('0', privateKey)).toBe('HEX_MALFORMED')
    expect(await seal('00', privateKey)).toBe('POINT_MALFORMED')
    expect(await seal(readHex(`02${'00'.repeat(31)}01`), privateKey)).toBe('POINT_MALFORMED')
    expect(await seal(targetKey.publicKey, new Uint8Array(32))).toBe('PRIVATE_KEY_MALFORMED')
    expect(await seal(targetKey.publicKey, privateKey.subarray(1))).toBe('PRIVATE_KEY_MALFORMED')
  })

  it('are refused when what was sealed is no private key', async () => {
    const info = new TextEncoder().encode('turnkey_hpke')
    const context = await makeSenderContext({ recipientPublicKey: targetKey.publicKey, info })
    const aad = concatBytes(context.enc, targetKey.publicKey)
    const ciphertext = await sealInContext(context, aad, new Uint8Array(32))
    const empty = await toBase58check(concatBytes(compressPoint(context.enc), ciphertext))
    expect(await codeOf(() => openCredentialBundle({ bundle: empty, targetKey }))).toBe('PRIVATE_KEY_MALFORMED')
  })
})
