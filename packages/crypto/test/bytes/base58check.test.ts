/** Base58check, compared with an independent implementation. */
import { createHash } from 'node:crypto'
import { readBase58check, toBase58check, toBase64url } from '@latchkey/crypto'
import { createBase58check } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes } from '../arbitraries.ts'
import { codeOf } from '../code-of.ts'

const independent = createBase58check((data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest()))

describe('base58check', () => {
  it('writes what an independent implementation writes, and reads it again', async () => {
    const check = async (payload: Uint8Array) => {
      const text = await toBase58check(payload)
      expect(text).toBe(independent.encode(payload))
      expect(await readBase58check(text)).toEqual(payload)
    }
    await fc.assert(fc.asyncProperty(bytes({ maxLength: 100 }), check))
  })

  it.each([0, 1, 2, 31])('keeps %i leading zero bytes', async (zeros) => {
    const payload = Uint8Array.of(...new Uint8Array(zeros), 7, 0, 0)
    expect(await readBase58check(await toBase58check(payload))).toEqual(payload)
    expect(await readBase58check(await toBase58check(new Uint8Array(zeros)))).toEqual(new Uint8Array(zeros))
  })

  it('refuses a text in which one character is another', async () => {
    const text = await toBase58check(new Uint8Array(20).fill(9))
    const change = async (index: number) => {
      const changed = text.slice(0, index) + (text[index] === '2' ? '3' : '2') + text.slice(index + 1)
      expect(await codeOf(() => readBase58check(changed))).toBe('BASE58CHECK_MALFORMED')
    }
    await Promise.all(Array.from(text, (_, index) => change(index)))
  })

  it.each(['', '1', '1111', '0', 'O', 'I', 'l', ' ', 'é', '2'.repeat(1025)])('refuses %j', async (text) => {
    expect(await codeOf(() => readBase58check(text))).toBe('BASE58CHECK_MALFORMED')
  })

  it('takes none of 10,000 random base64url texts for its own', async () => {
    const isMisread = async () => {
      const text = toBase64url(crypto.getRandomValues(new Uint8Array(81)))
      return readBase58check(text).then(
        () => true,
        () => false,
      )
    }
    const misread = await Promise.all(Array.from({ length: 10_000 }, isMisread))
    expect(misread.filter(Boolean)).toHaveLength(0)
  })
})
