/** Strict hexadecimal. */
import { readHex, toHex } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

describe('hexadecimal', () => {
  it('writes two lower-case digits per byte', () => {
    expect(toHex(Uint8Array.of(0, 1, 0xab, 0xff))).toBe('0001abff')
  })

  it('reads digits of either case', () => {
    expect(readHex('00Ab')).toEqual(Uint8Array.of(0, 0xab))
    expect(readHex('')).toEqual(new Uint8Array())
  })

  it('reads what it wrote', () => {
    const check = (value: Uint8Array) => {
      expect(readHex(toHex(value))).toEqual(value)
    }
    fc.assert(fc.property(bytes(), check))
  })

  it.each(['0', 'abc', '0x00', ' 00', '00 ', '00\n', '0g', '-1', '+1', '0 ', '００', 'é0'])(
    'refuses %j',
    async (text) => {
      expect(await codeOf(() => readHex(text))).toBe('HEX_MALFORMED')
    },
  )
})
