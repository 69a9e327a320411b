/** Which encodings of a point are accepted. */
import { ECDH } from 'node:crypto'
import {
  checkPoint,
  compressPoint,
  decompressPoint,
  generateSigningKey,
  readCompressedPoint,
  readHex,
  toHex,
} from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curve } from '../../src/p256/curve.ts'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const x = '6ff03b949241ce1dadd43519e6960e0a85b41a69a05c328103aa2bce1594ca16'
const y = '3c4f753a55bf01dc53f6c0b0c7eee78b40c6ff7d25a96e2282b989cef71c144a'
const otherY = (curve.p - BigInt(`0x${y}`)).toString(16).padStart(64, '0')
const hex = (value: bigint): string => value.toString(16).padStart(64, '0')

function resultOf<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

const badCompressed: [why: string, text: string][] = [
  ['nothing', ''],
  ['infinity', '00'],
  ['infinity, padded', '00'.repeat(33)],
  ...['00', '01', '04', '05', '06', '07', '82', 'ff'].map((prefix): [string, string] => [
    `prefix ${prefix}`,
    prefix + x,
  ]),
  ['a byte too few', `02${x.slice(2)}`],
  ['a byte too many', `02${x}00`],
  ['uncompressed', `04${x}${y}`],
  ['hybrid', `06${x}${y}`],
  ['x only', x],
  ['x = p', `02${hex(curve.p)}`],
  ['x = p + 5, an alias of 5', `02${hex(curve.p + 5n)}`],
  ['x = 2²⁵⁶ − 1', `03${'f'.repeat(64)}`],
  ['x = p − 1, without a point', `02${hex(curve.p - 1n)}`],
  ['x = 1, without a point', `02${hex(1n)}`],
]

describe('compressed points', () => {
  it.each(badCompressed)('refuses %s', async (_why, text) => {
    expect(await codeOf(() => readCompressedPoint(text))).toBe('POINT_MALFORMED')
    expect(await codeOf(() => decompressPoint(readHex(text)))).toBe('POINT_MALFORMED')
  })

  it.each([`02${x} `, ` 02${x}`, `0x02${x.slice(2)}`, `02${x.slice(1)}g`, `02${x}\n`])(
    'refuses the text %j',
    async (text) => {
      expect(await codeOf(() => readCompressedPoint(text))).toBe('POINT_MALFORMED')
    },
  )

  it('reads digits of either case as the same bytes', () => {
    expect(toHex(readCompressedPoint(`02${x}`.toUpperCase()))).toBe(`02${x}`)
  })

  it('gives both points of an x by their parity', () => {
    expect(toHex(decompressPoint(readHex(`02${x}`)))).toBe(`04${x}${y}`)
    expect(toHex(decompressPoint(readHex(`03${x}`)))).toBe(`04${x}${otherY}`)
  })

  it('goes both ways for the keys the platform makes', async () => {
    for (let count = 0; count < 20; count++) {
      const { publicKey } = await generateSigningKey()
      expect(compressPoint(decompressPoint(publicKey))).toEqual(publicKey)
    }
  })

  it('agrees with OpenSSL on which x have a point, and on which one', () => {
    const check = (candidate: Uint8Array, isOdd: boolean) => {
      const compressed = Uint8Array.of(isOdd ? 3 : 2, ...candidate)
      const ours = resultOf(() => toHex(decompressPoint(compressed)))
      const theirs = resultOf(() => ECDH.convertKey(compressed, 'prime256v1', undefined, 'hex', 'uncompressed'))
      expect(ours).toBe(theirs)
    }
    fc.assert(fc.property(bytes({ minLength: 32, maxLength: 32 }), fc.boolean(), check), { numRuns: 300 })
  })
})

describe('uncompressed points', () => {
  it('passes a point on the curve', () => {
    expect(() => checkPoint(readHex(`04${x}${y}`))).not.toThrow()
  })

  it('refuses the alias of a point whose x is 5 and could be written as p + 5', async () => {
    const y5 = toHex(decompressPoint(readHex(`02${hex(5n)}`))).slice(66)
    expect(await codeOf(() => checkPoint(readHex(`04${hex(curve.p + 5n)}${y5}`)))).toBe('POINT_MALFORMED')
  })

  it.each([
    ['nothing', ''],
    ['infinity', '00'],
    ['a compressed point', `02${x}`],
    ['the hybrid prefix 06', `06${x}${y}`],
    ['the hybrid prefix 07', `07${x}${otherY}`],
    ['a byte too few', `04${x}${y.slice(2)}`],
    ['a byte too many', `04${x}${y}00`],
    ['a point off the curve', `04${y}${x}`],
    ['zero coordinates', `04${'00'.repeat(64)}`],
    ['a coordinate of p', `04${hex(curve.p)}${y}`],
  ])('refuses %s', async (_why, text) => {
    expect(await codeOf(() => checkPoint(readHex(text)))).toBe('POINT_MALFORMED')
    expect(await codeOf(() => compressPoint(readHex(text)))).toBe('POINT_MALFORMED')
  })
})
