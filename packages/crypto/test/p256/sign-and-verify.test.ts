/** Signatures: what is accepted, what is false and what is an error. */
import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKey,
  readDerSignature,
  readHex,
  signDer,
  toDerSignature,
  toUtf8,
  verifyDer,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../src/bytes/concat-bytes.ts'
import { curve, toBytes32, toInteger } from '../../src/p256/curve.ts'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

describe('signatures', () => {
  let publicKey: Uint8Array
  let signingKey: CryptoKey
  let verifyingKey: CryptoKey
  const message = toUtf8('{"organizationId":"11111111-2222-4333-8444-555555555555"}')

  beforeAll(async () => {
    const pair = await generateSigningKey()
    publicKey = pair.publicKey
    signingKey = await importSigningKey(pair.privateKey)
    verifyingKey = await importVerifyingKey(publicKey)
  })

  it('verify over the bytes that were signed, and over no others', async () => {
    const check = async (signed: Uint8Array, other: Uint8Array) => {
      const der = await signDer(signingKey, signed)
      expect(await verifyDer(verifyingKey, signed, der)).toBe(true)
      expect(await verifyDer(publicKey, concatBytes(signed, other), der)).toBe(false)
    }
    await fc.assert(fc.asyncProperty(bytes(), bytes({ minLength: 1 }), check), { numRuns: 50 })
  })

  it('verify with the other s as well, since signers do not normalise it', async () => {
    for (let count = 0; count < 100; count++) {
      const signature = readDerSignature(await signDer(signingKey, message))
      const s = curve.n - toInteger(signature.subarray(32))
      const twin = toDerSignature(concatBytes(signature.subarray(0, 32), toBytes32(s)))
      expect(await verifyDer(verifyingKey, message, twin)).toBe(true)
    }
  })

  it('do not verify with any byte changed', async () => {
    const der = await signDer(signingKey, message)
    const mutations = fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }))
    const check = async ([index, difference]: [number, number]) => {
      const mutated = der.map((byte, position) => (position === index ? byte ^ difference : byte))
      expect(await verifyDer(verifyingKey, message, mutated)).toBe(false)
    }
    await fc.assert(fc.asyncProperty(mutations, check), { numRuns: 1000 })
  })

  it('do not verify by another key', async () => {
    const other = await generateSigningKey()
    expect(await verifyDer(other.publicKey, message, await signDer(signingKey, message))).toBe(false)
  })

  it('are false for random bytes', async () => {
    const check = async (der: Uint8Array) => {
      expect(await verifyDer(verifyingKey, message, der)).toBe(false)
    }
    await fc.assert(fc.asyncProperty(bytes({ maxLength: 80 }), check))
  })

  it('are refused with a code for a key that is none', async () => {
    const der = await signDer(signingKey, message)
    expect(await codeOf(() => verifyDer(readHex('00'), message, der))).toBe('POINT_MALFORMED')
    expect(await codeOf(() => verifyDer(signingKey, message, der))).toBe('KEY_UNUSABLE')
    expect(await codeOf(() => signDer(verifyingKey, message))).toBe('KEY_UNUSABLE')
  })

  it('are refused with a code for a key of another curve', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-384' }
    const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    expect(await codeOf(() => signDer(privateKey, message))).toBe('DER_MALFORMED')
  })
})
