/** Random inputs for the property tests. */
import fc from 'fast-check'
import { curve, toBytes32 } from '../src/p256/curve.ts'

/** Byte arrays over a plain buffer. */
export const bytes = (constraints: fc.IntArrayConstraints = {}): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc.uint8Array(constraints).map((array) => new Uint8Array(array))

/** Private keys: 32 bytes between 1 and n − 1. */
export const privateKeys = fc.bigInt({ min: 1n, max: curve.n - 1n }).map(toBytes32)
