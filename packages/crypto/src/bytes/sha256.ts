/** SHA-256 by the platform. */
import { type Bytes, toBytes } from './bytes.ts'

/**
 * The 32-byte SHA-256 digest.
 * @param bytes what to hash
 */
export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(bytes)))
}
