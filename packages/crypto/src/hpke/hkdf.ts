/** HKDF-SHA256 in its two steps, over the platform's HMAC: the platform's own HKDF only does both at once. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { hashLength } from './suite.ts'

/**
 * A key for HMAC-SHA256 that nothing can read out.
 * @param secret one or more bytes, which the platform copies
 */
export function importHmacKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

const hmac = async (key: CryptoKey, message: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', key, message))

/**
 * The 32-byte pseudorandom key in some input.
 * @param salt any bytes; none stands for 32 zeros
 * @param inputKey any bytes
 * @see RFC 5869 §2.2
 */
export async function extract(salt: Uint8Array, inputKey: Bytes): Promise<Bytes> {
  return hmac(await importHmacKey(salt.length > 0 ? salt : new Uint8Array(hashLength)), inputKey)
}

/**
 * As many bytes as wanted from a pseudorandom key.
 * @param pseudorandomKey from {@link importHmacKey}
 * @param info what they are for; any bytes
 * @param length at most 8160 bytes
 * @throws RangeError when the length is larger
 * @see RFC 5869 §2.3
 */
export async function expand(pseudorandomKey: CryptoKey, info: Uint8Array, length: number): Promise<Bytes> {
  if (length > 255 * hashLength) throw new RangeError('HKDF-SHA256 derives at most 8160 bytes.')
  const output = new Uint8Array(length)
  let block = new Uint8Array()
  for (let offset = 0; offset < length; offset += hashLength) {
    const input = concatBytes(block, info, Uint8Array.of(offset / hashLength + 1))
    block.fill(0)
    block = await hmac(pseudorandomKey, input)
    input.fill(0)
    output.set(block.subarray(0, length - offset), offset)
  }
  block.fill(0)
  return output
}
