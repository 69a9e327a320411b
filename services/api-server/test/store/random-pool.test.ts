/** Random bytes for ids: never the same ones twice, across the borders of the pool too. */
import { expect, it } from 'vitest'
import { takeRandomBytes } from '../../src/store/random-pool.ts'

it('gives as many bytes as asked for, and none of them twice', () => {
  const taken = Array.from({ length: 2000 }, () => takeRandomBytes(10))
  expect(taken.every((bytes) => bytes.length === 10)).toBe(true)
  expect(new Set(taken.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(2000)
})

it('leaves what it gave out alone', () => {
  const first = takeRandomBytes(16)
  const before = Buffer.from(first).toString('hex')
  for (let n = 0; n < 1000; n += 1) takeRandomBytes(16)
  expect(Buffer.from(first).toString('hex')).toBe(before)
})
