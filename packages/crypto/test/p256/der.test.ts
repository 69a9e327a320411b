/** DER signatures: one encoding each, and nothing else. */
import { readDerSignature, readHex, toDerSignature, toHex } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../src/bytes/concat-bytes.ts'
import { curve, toBytes32 } from '../../src/p256/curve.ts'
import { bytes, privateKeys } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const n = toHex(toBytes32(curve.n))
const signatures = fc.tuple(privateKeys, privateKeys).map(([r, s]) => concatBytes(r, s))

describe('DER signatures', () => {
  it('reads what it wrote', () => {
    const check = (signature: Uint8Array) => {
      expect(readDerSignature(toDerSignature(signature))).toEqual(signature)
    }
    fc.assert(fc.property(signatures, check))
  })

  it('writes integers with as few bytes as possible', () => {
    const small = concatBytes(toBytes32(1n), toBytes32(128n))
    expect(toHex(toDerSignature(small))).toBe('300702010102020080')
    expect(toDerSignature(concatBytes(toBytes32(curve.n - 1n), toBytes32(curve.n - 1n)))).toHaveLength(72)
  })

  it('either refuses bytes or reads the one signature they are the encoding of', () => {
    const nearlyDer = fc.tuple(signatures, fc.nat(71), fc.nat(255)).map(([signature, index, byte]) => {
      const der = toDerSignature(signature)
      der[index % der.length] = byte
      return der
    })
    const check = (der: Uint8Array) => {
      try {
        expect(toDerSignature(readDerSignature(der))).toEqual(der)
      } catch (error) {
        expect(error).toMatchObject({ code: 'DER_MALFORMED' })
      }
    }
    fc.assert(fc.property(fc.oneof(nearlyDer, bytes({ maxLength: 80 })), check), { numRuns: 2000 })
  })

  it.each([
    ['nothing', ''],
    ['an empty sequence', '3000'],
    ['one integer', '3003020101'],
    ['three integers', '3009020101020101020101'],
    ['another tag', '3106020101020101'],
    ['another tag inside', '3006030101020101'],
    ['a wrong length', '3007020101020101'],
    ['a long form of the length', '308106020101020101'],
    ['an indefinite length', '30800201010201010000'],
    ['a byte behind', '300602010102010100'],
    ['a byte behind inside', '300702010102010100'],
    ['an integer without content', '3005020002010100'],
    ['a negative r', '3006020181020101'],
    ['a leading zero too many', '300702020001020101'],
    ['r = 0', '3006020100020101'],
    ['s = 0', '3006020101020100'],
    ['r = n', `3026022100${n}020101`],
    ['s = n', `3026020101022100${n}`],
    ['an integer of 34 bytes', `302702220100${'00'.repeat(32)}020101`],
    ['an integer that leaves the sequence', '3006020101020501'],
  ])('refuses %s', async (_why, text) => {
    expect(await codeOf(() => readDerSignature(readHex(text)))).toBe('DER_MALFORMED')
  })

  it.each([
    ['63 bytes', '01'.repeat(63)],
    ['65 bytes', '01'.repeat(65)],
    ['r = 0', '00'.repeat(32) + '01'.repeat(32)],
    ['s = 0', '01'.repeat(32) + '00'.repeat(32)],
    ['r = n', n + '01'.repeat(32)],
    ['s = n', '01'.repeat(32) + n],
  ])('writes no signature of %s', async (_why, text) => {
    expect(await codeOf(() => toDerSignature(readHex(text)))).toBe('DER_MALFORMED')
  })
})
