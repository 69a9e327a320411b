/** The byte array type the platform's cryptography takes, and the way into it from any other byte array. */

/** Bytes over a plain `ArrayBuffer`: what WebCrypto accepts and what this package returns. */
export type Bytes = Uint8Array<ArrayBuffer>

const isOverPlainBuffer = (bytes: Uint8Array): bytes is Bytes => bytes.buffer instanceof ArrayBuffer

/**
 * The same bytes as an array WebCrypto accepts; copied only when they lie in shared memory.
 * @param bytes any byte array, a Node `Buffer` included
 */
export function toBytes(bytes: Uint8Array): Bytes {
  return isOverPlainBuffer(bytes) ? bytes : new Uint8Array(bytes)
}
