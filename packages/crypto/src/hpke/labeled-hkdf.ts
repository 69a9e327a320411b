/** HKDF as HPKE uses it: every step names its suite and its purpose, so that no two steps ever see the same input. */
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { useAndWipe } from '../bytes/use-and-wipe.ts'
import { toUtf8 } from '../bytes/utf8.ts'
import { expand, extract } from './hkdf.ts'

const toPrefix = (suiteId: string, label: string): Bytes => toUtf8(`HPKE-v1${suiteId}${label}`)

/**
 * `LabeledExtract`: a pseudorandom key of 32 bytes.
 * @param suiteId `suite_id`, whose UTF-8 is used
 * @param salt any bytes; none stands for 32 zeros
 * @param label which step this is, in UTF-8
 * @param inputKey any bytes
 * @see RFC 9180 §4
 */
export function labeledExtract(suiteId: string, salt: Uint8Array, label: string, inputKey: Uint8Array): Promise<Bytes> {
  return useAndWipe(concatBytes(toPrefix(suiteId, label), inputKey), (labeled) => extract(salt, labeled))
}

/**
 * `LabeledExpand`: as many bytes as wanted.
 * @param suiteId `suite_id`, whose UTF-8 is used
 * @param pseudorandomKey a key for HMAC-SHA256
 * @param label which step this is, in UTF-8
 * @param info any bytes
 * @param length at most 8160 bytes
 * @throws RangeError when the length is larger
 * @see RFC 9180 §4
 */
export function labeledExpand(
  suiteId: string,
  pseudorandomKey: CryptoKey,
  label: string,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  const lengthBytes = Uint8Array.of(length >> 8, length & 255)
  return expand(pseudorandomKey, concatBytes(lengthBytes, toPrefix(suiteId, label), info), length)
}
