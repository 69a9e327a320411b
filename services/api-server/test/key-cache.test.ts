/** The cache of imported keys: each key imported once while it is in use, and never more keys than allowed. */
import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cacheKeys } from '../src/key-cache.ts'

/** A cache of two keys, and the first bytes of what it imported, in turn. */
function makeCache() {
  const imported: number[] = []
  const importKey = cacheKeys((bytes) => {
    imported.push(bytes[0] ?? -1)
    if (bytes[0] === 0xff) throw new Error('unusable')
    return createSecretKey(bytes)
  }, 2)
  return { imported, importByte: (byte: number) => importKey(Uint8Array.of(byte)) }
}

describe('cacheKeys', () => {
  it('gives the same key for the same bytes, and another for others', () => {
    const { imported, importByte } = makeCache()
    expect(importByte(1)).toBe(importByte(1))
    expect(importByte(2)).not.toBe(importByte(1))
    expect(imported).toEqual([1, 2])
  })

  it('forgets the key that was not used for longest', () => {
    const { imported, importByte } = makeCache()
    for (const byte of [1, 2, 1, 3, 1, 2]) importByte(byte)
    expect(imported).toEqual([1, 2, 3, 2])
  })

  it('does not remember failures', () => {
    const { imported, importByte } = makeCache()
    expect(() => importByte(0xff)).toThrow('unusable')
    expect(() => importByte(0xff)).toThrow('unusable')
    expect(imported).toEqual([0xff, 0xff])
  })
})
