/** Byte arrays of every origin as WebCrypto takes them. */
import { concatBytes, sha256, toBytes, toHex } from '@latchkey/crypto'
import { describe, expect, it } from 'vitest'

describe('byte arrays', () => {
  it('hashes a view into a larger buffer, and shared memory, like any other bytes', async () => {
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    const shared = new Uint8Array(new SharedArrayBuffer(3))
    shared.set([97, 98, 99])
    expect(toHex(await sha256(Buffer.from('xxabcxx').subarray(2, 5)))).toBe(digest)
    expect(toHex(await sha256(shared))).toBe(digest)
  })

  it('copies only what lies in shared memory', () => {
    const plain = Uint8Array.of(1)
    expect(toBytes(plain)).toBe(plain)
    expect(toBytes(new Uint8Array(new SharedArrayBuffer(1))).buffer).toBeInstanceOf(ArrayBuffer)
  })

  it('joins parts in order', () => {
    expect(concatBytes(Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3))).toEqual(Uint8Array.of(1, 2, 3))
    expect(concatBytes()).toEqual(new Uint8Array())
  })
})
