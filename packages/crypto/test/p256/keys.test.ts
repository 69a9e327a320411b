/** Signing keys: made, imported, and their public halves. */
import { generateSigningKey, importSigningKey, publicKeyOf, readHex, signDer, toHex, verifyDer } from '@latchkey/crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { curve, toBytes32 } from '../../src/p256/curve.ts'
import { multiplyBasePoint } from '../../src/p256/multiply-base-point.ts'
import { privateKeys } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const message = new TextEncoder().encode('{}')

afterEach(() => vi.restoreAllMocks())

describe('signing keys', () => {
  it('are made as 32 and 33 bytes that belong together', async () => {
    const { privateKey, publicKey } = await generateSigningKey()
    expect(privateKey).toHaveLength(32)
    expect(await publicKeyOf(privateKey)).toEqual(publicKey)
  })

  it('are imported so that they sign and nothing can read them', async () => {
    const { privateKey, publicKey } = await generateSigningKey()
    const key = await importSigningKey(privateKey)
    expect(key.extractable).toBe(false)
    expect(key.usages).toEqual(['sign'])
    await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow()
    expect(await verifyDer(publicKey, message, await signDer(key, message))).toBe(true)
  })

  it('are extractable only on request', async () => {
    const { privateKey } = await generateSigningKey()
    const key = await importSigningKey(privateKey, { extractable: true })
    expect((await crypto.subtle.exportKey('jwk', key)).d).toBe(Buffer.from(privateKey).toString('base64url'))
  })

  it.each([
    ['nothing', ''],
    ['zero', '00'.repeat(32)],
    ['31 bytes', '01'.repeat(31)],
    ['33 bytes', `00${'01'.repeat(32)}`],
    ['n', toHex(toBytes32(curve.n))],
    ['2²⁵⁶ − 1', 'ff'.repeat(32)],
  ])('are never %s', async (_why, text) => {
    expect(await codeOf(() => publicKeyOf(readHex(text)))).toBe('PRIVATE_KEY_MALFORMED')
    expect(await codeOf(() => importSigningKey(readHex(text)))).toBe('PRIVATE_KEY_MALFORMED')
  })
})

describe('public keys without the platform', () => {
  it('are the ones the platform computes', async () => {
    const check = async (privateKey: Uint8Array) => {
      expect(multiplyBasePoint(privateKey)).toEqual(await publicKeyOf(privateKey))
    }
    await fc.assert(fc.asyncProperty(privateKeys, check), { numRuns: 50 })
  })

  it.each([1n, 2n, 3n, curve.n / 2n, curve.n - 2n, curve.n - 1n])('are right for the key %i', async (scalar) => {
    const privateKey = toBytes32(scalar)
    expect(toHex(multiplyBasePoint(privateKey))).toBe(toHex(await publicKeyOf(privateKey)))
  })

  it('serve where the platform refuses a private key without its public half, as WebKit does', async () => {
    const { privateKey, publicKey } = await generateSigningKey()
    const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new DOMException('', 'DataError'))
    expect(await publicKeyOf(privateKey)).toEqual(publicKey)
    expect(importKey).toHaveBeenCalledOnce()
  })

  it('serve where the platform exports no public half, as Gecko does', async () => {
    const { privateKey, publicKey } = await generateSigningKey()
    vi.spyOn(crypto.subtle, 'exportKey').mockRejectedValueOnce(new DOMException('', 'OperationError'))
    expect(await publicKeyOf(privateKey)).toEqual(publicKey)
  })
})
