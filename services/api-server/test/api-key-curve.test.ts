/** Public keys on every curve: which bytes are one, and that the same bytes are another key on another curve. */
import { createECDH, sign, verify } from 'node:crypto'
import { readCompressedPoint, readHex, toHex } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCurveKey } from '../../../test/support/curve-keys.ts'
import {
  credentialTypeOf,
  curveOfCredential,
  describePublicKey,
  importPublicKey,
  isPublicKeyHex,
  type KeyCurve,
} from '../src/api-key-curve.ts'

const curveTypes: KeyCurve[] = ['API_KEY_CURVE_P256', 'API_KEY_CURVE_SECP256K1', 'API_KEY_CURVE_ED25519']
const digits = (value: bigint): string => value.toString(16).padStart(64, '0')
const littleEndian = (value: bigint): string => toHex(readHex(digits(value)).toReversed())

function isImported(publicKeyHex: string, curve: KeyCurve): boolean {
  try {
    return importPublicKey(readHex(publicKeyHex), curve).type === 'public'
  } catch {
    return false
  }
}

describe('a public key', () => {
  it.each(curveTypes)('of %s is imported, and once only', (curve) => {
    for (let round = 0; round < 20; round++) {
      const { publicKey } = makeCurveKey(curve)
      expect(isPublicKeyHex(publicKey, curve)).toBe(true)
      expect(importPublicKey(readHex(publicKey), curve)).toBe(importPublicKey(readHex(publicKey), curve))
    }
  })

  it.each(curveTypes)('of %s verifies what its private half signed', (curve) => {
    const { publicKey, privateKey } = makeCurveKey(curve)
    const digest = curve === 'API_KEY_CURVE_ED25519' ? null : 'sha256'
    const signature = sign(digest, Buffer.from('{}'), privateKey)
    expect(verify(digest, Buffer.from('{}'), importPublicKey(readHex(publicKey), curve), signature)).toBe(true)
    const other = importPublicKey(readHex(makeCurveKey(curve).publicKey), curve)
    expect(verify(digest, Buffer.from('{}'), other, signature)).toBe(false)
  })

  it('of the same bytes is another key on another curve', () => {
    let shared = 0
    for (let round = 0; round < 60; round++) {
      const { publicKey } = makeCurveKey('API_KEY_CURVE_SECP256K1')
      importPublicKey(readHex(publicKey), 'API_KEY_CURVE_SECP256K1')
      if (!isImported(publicKey, 'API_KEY_CURVE_P256')) continue
      shared++
      expect(readCompressedPoint(publicKey)).toHaveLength(33)
      expect(importPublicKey(readHex(publicKey), 'API_KEY_CURVE_P256').asymmetricKeyDetails?.namedCurve).toBe(
        'prime256v1',
      )
    }
    expect(shared).toBeGreaterThan(0)
  })

  it('is a text of its curve’s form', () => {
    const x = 'ab'.repeat(32)
    for (const curve of ['API_KEY_CURVE_P256', 'API_KEY_CURVE_SECP256K1'] as const) {
      for (const text of [`02${x}`, `03${x}`]) expect(isPublicKeyHex(text, curve)).toBe(true)
      for (const text of ['', x, `04${x}`, `00${x}`, `02${x}00`, `02${x}`.toUpperCase(), `02${x}\n`, `04${x}${x}`]) {
        expect(isPublicKeyHex(text, curve)).toBe(false)
      }
    }
    expect(isPublicKeyHex(x, 'API_KEY_CURVE_ED25519')).toBe(true)
    for (const text of ['', `02${x}`, x.slice(2), x.toUpperCase(), `${x}\n`]) {
      expect(isPublicKeyHex(text, 'API_KEY_CURVE_ED25519')).toBe(false)
    }
  })
})

describe('secp256k1', () => {
  const p = 2n ** 256n - 2n ** 32n - 977n

  it.each([
    ['an x without a point', `02${digits(5n)}`],
    ['zero', `02${digits(0n)}`],
    ['an x that is p', `02${digits(p)}`],
    ['an x that is one more than p', `03${digits(p + 1n)}`],
    ['the prefix of infinity', `00${digits(1n)}`],
    ['the prefix of a hybrid point', `06${digits(1n)}`],
    ['bytes too few', '02'],
    ['no bytes', ''],
  ])('is not %s', (_what, publicKeyHex) => {
    expect(isImported(publicKeyHex, 'API_KEY_CURVE_SECP256K1')).toBe(false)
  })

  it('takes exactly the x for which the platform’s own arithmetic finds a point', () => {
    const isPoint = (publicKeyHex: string): boolean => {
      try {
        const pair = createECDH('secp256k1')
        pair.generateKeys()
        return pair.computeSecret(publicKeyHex, 'hex').length === 32
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom('02', '03'), (x, prefix) => {
        const publicKeyHex = prefix + toHex(x)
        expect(isImported(publicKeyHex, 'API_KEY_CURVE_SECP256K1')).toBe(isPoint(publicKeyHex))
      }),
    )
  })
})

describe('Ed25519', () => {
  const p = 2n ** 255n - 19n
  const signBit = 1n << 255n
  const isKey = (publicKeyHex: string): boolean => isImported(publicKeyHex, 'API_KEY_CURVE_ED25519')

  it.each([
    ['the neutral point', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['order 4', '0000000000000000000000000000000000000000000000000000000000000080'],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
    ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['the neutral point, x with a sign', '0100000000000000000000000000000000000000000000000000000000000080'],
    ['order 2, x with a sign', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
    ['the neutral point, y not below p', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['the neutral point, both', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
    ['order 4, y not below p', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['order 4, y not below p, the other x', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'],
  ])('is not %s (%s)', (_what, publicKeyHex) => {
    expect(isKey(publicKeyHex)).toBe(false)
  })

  it('is not any of the 19 y that are not below p', () => {
    for (let y = p; y < 2n ** 255n; y++) {
      expect(isKey(littleEndian(y))).toBe(false)
      expect(isKey(littleEndian(y | signBit))).toBe(false)
    }
  })

  it('is not 31 or 33 bytes, nor an empty text', () => {
    for (const length of [0, 1, 31, 33, 64]) expect(isKey('58'.repeat(length))).toBe(false)
  })

  it('is the base point, and no y without an x', () => {
    expect(isKey(`58${'66'.repeat(31)}`)).toBe(true)
    expect(isKey(littleEndian(2n))).toBe(false)
  })

  it('is about every other y', () => {
    const found = Array.from({ length: 1000 }, (_, y) => isKey(littleEndian(BigInt(y) + 2n))).filter(Boolean).length
    expect(found).toBeGreaterThan(430)
    expect(found).toBeLessThan(570)
  })

  it('has with each y both x', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: p - 2n }), (y) => {
        expect(isKey(littleEndian(y))).toBe(isKey(littleEndian(y | signBit)))
      }),
    )
  })
})

describe('the curve of a stored key', () => {
  it.each(curveTypes)('%s follows from its credential type', (curve) => {
    expect(curveOfCredential(credentialTypeOf(curve))).toBe(curve)
    expect(describePublicKey(curve)).toContain('key pair')
  })

  it.each(['CREDENTIAL_TYPE_LOGIN', 'CREDENTIAL_TYPE_READ_WRITE_SESSION_KEY_P256'])('is P-256 for %s', (type) => {
    expect(curveOfCredential(type)).toBe('API_KEY_CURVE_P256')
  })
})
