/** UUIDs as text and bytes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToUuid, hexToUuid, uuidToBytes } from '../../src/store/uuid.ts'

describe('UUIDs', () => {
  it('go from text to bytes and back', () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        const bytes = uuidToBytes(text)
        expect(bytes).toHaveLength(16)
        expect(bytesToUuid(bytes)).toBe(text)
        expect(uuidToBytes(text.toUpperCase())).toEqual(bytes)
        expect(hexToUuid(text.replaceAll('-', '').toUpperCase())).toBe(text)
      }),
    )
  })

  it('keep the order of their text', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(Buffer.compare(uuidToBytes(one), uuidToBytes(other))).toBe(one < other ? -1 : one > other ? 1 : 0)
      }),
    )
  })

  it('are refused when malformed', () => {
    const good = '018f4e1a-9c3b-7d2e-8f10-0123456789ab'
    for (const bad of ['', good.slice(1), `${good}0`, good.replaceAll('-', ''), good.replace('0', 'g'), `${good}\n`]) {
      expect(() => uuidToBytes(bad)).toThrow(TypeError)
    }
    expect(() => bytesToUuid(new Uint8Array(15))).toThrow(TypeError)
    expect(() => bytesToUuid(new Uint8Array(17))).toThrow(TypeError)
  })
})
