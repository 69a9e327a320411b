/** The challenge a passkey signs to approve a request. */
import type { Bytes } from '../bytes/bytes.ts'
import { toHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import { toUtf8 } from '../bytes/utf8.ts'

/**
 * The 64 bytes a passkey is asked to sign for a body: the ASCII characters of its lower-case hexadecimal SHA-256, not the digest itself.
 * @param body the bytes exactly as they will be sent
 * @see Turnkey wire protocol: X-Stamp-Webauthn, challenge derivation
 */
export async function webauthnChallenge(body: Uint8Array): Promise<Bytes> {
  return toUtf8(toHex(await sha256(body)))
}
