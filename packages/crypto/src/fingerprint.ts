/** The name of an activity that anybody can compute from the request that made it. */
import { toHex } from './bytes/hex.ts'
import { sha256 } from './bytes/sha256.ts'

/**
 * The fingerprint of an activity: `sha256:` and 64 lower-case hexadecimal digits.
 * @param body the bytes of the request exactly as received
 * @see Turnkey wire protocol: fingerprint
 */
export async function fingerprint(body: Uint8Array): Promise<string> {
  return `sha256:${toHex(await sha256(body))}`
}
