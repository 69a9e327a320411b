/** Strict base64url. */
import { readBase64url, readBase64urlLenient, toBase64url } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('base64url', () => {
  it('writes what Node writes, and reads it again', () => {
    const check = (value: Uint8Array) => {
      const text = toBase64url(value)
      expect(text).toBe(Buffer.from(value).toString('base64url'))
      expect(readBase64url(text)).toEqual(value)
    }
    fc.assert(fc.property(bytes(), check))
  })

  it('reads exactly one text per byte string', () => {
    const texts = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 })
    const isCanonical = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text
    const isRead = (text: string): boolean => {
      try {
        return toBase64url(readBase64url(text)) === text
      } catch {
        return false
      }
    }
    const check = (text: string) => {
      expect(isRead(text)).toBe(isCanonical(text))
    }
    fc.assert(fc.property(texts, check))
  })

  it.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'AAA=', 'A A', 'AA\n', ' AA', 'A+', 'A/', 'ÄA', 'AA.', '=', '===='])(
    'refuses %j',
    async (text) => {
      expect(await codeOf(() => readBase64url(text))).toBe('BASE64URL_MALFORMED')
    },
  )

  it('reads texts of many megabytes, and refuses them with a code', async () => {
    const long = 'abcd'.repeat(4_000_000)
    expect(readBase64url(long)).toHaveLength(12_000_000)
    expect(await codeOf(() => readBase64url(`${long}!`))).toBe('BASE64URL_MALFORMED')
  })

  it.each(['AA==', 'AAA=', 'AAAA', 'AA', 'AAA', ''])('reads %j when padding is allowed', (text) => {
    expect(readBase64urlLenient(text)).toEqual(new Uint8Array(Buffer.from(text, 'base64url')))
  })

  it.each(['AA=', 'AAA==', 'AAAA=', 'AAAA====', 'A===', 'AB==', 'AA==AA==', '=AAA', '====', 'AA=\n'])(
    'refuses %j even when padding is allowed',
    async (text) => {
      expect(await codeOf(() => readBase64urlLenient(text))).toBe('BASE64URL_MALFORMED')
    },
  )
})
