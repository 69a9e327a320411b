/** Ids in order of creation. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newUuidV7 } from '../../src/store/new-uuid-v7.ts'

const startMs = 1_800_000_000_000

describe('newUuidV7', () => {
  it('carries moment, version and variant', () => {
    const id = newUuidV7(startMs, randomBytes)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(startMs)
  })

  it('takes its last 62 bits from the source of randomness', () => {
    const ones = newUuidV7(startMs + 1, (size) => new Uint8Array(size).fill(0xff))
    const zeros = newUuidV7(startMs + 2, (size) => new Uint8Array(size))
    expect(ones.slice(19)).toBe('bfff-ffffffffffff')
    expect(zeros.slice(14)).toBe('7000-8000-000000000000')
  })

  it('orders ids of one millisecond by creation, beyond the range of its counter', () => {
    const ids = Array.from({ length: 10_000 }, () => newUuidV7(startMs + 10, randomBytes))
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('orders ids by creation whatever the clock does', () => {
    const clock = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 2, maxLength: 50 })
    fc.assert(
      fc.property(clock, (offsets) => {
        const ids = offsets.map((offset) => newUuidV7(startMs + 100_000 + offset, randomBytes))
        expect(ids).toEqual(ids.toSorted())
      }),
    )
  })
})
