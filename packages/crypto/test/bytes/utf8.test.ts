/** UTF-8 without repair. */
import { readUtf8, toUtf8 } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../code-of.ts'

describe('UTF-8', () => {
  it('reads what it wrote, byte order marks included', () => {
    const texts = fc.string({ unit: 'binary' }).map((text) => `\ufeff${text}`)
    const check = (text: string) => {
      expect(readUtf8(toUtf8(text))).toBe(text)
    }
    fc.assert(fc.property(texts, check))
  })

  it.each([[[0x80]], [[0xc0, 0x80]], [[0xe2, 0x82]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xff]]])(
    'refuses the bytes %j',
    async (invalid) => {
      expect(await codeOf(() => readUtf8(Uint8Array.from(invalid)))).toBe('UTF8_MALFORMED')
    },
  )
})
