/** One sealed message per encapsulated key: the recipient's side. */
import type { Bytes } from '../bytes/bytes.ts'
import { makeRecipientContext, openInContext } from './recipient-context.ts'
import type { TargetKey } from './target-key.ts'

/** What {@link open} takes. */
export interface OpenParameters {
  /** Whom the message was sealed to. */
  readonly recipientKey: TargetKey
  /** 65 bytes: the sender's encapsulated key, an uncompressed point. */
  readonly enc: Uint8Array
  /** What the message is for, as the sender gave it. */
  readonly info: Uint8Array
  /** What was authenticated besides the message; nothing by default. */
  readonly aad?: Uint8Array
  /** The sealed message, at least the 16 bytes of its tag. */
  readonly ciphertext: Uint8Array
}

/**
 * The bytes of a message that was sealed to this recipient with HPKE in base mode. It says nothing about who sealed it.
 * @param parameters recipient, purpose, sealed message
 * @throws POINT_MALFORMED when `enc` or the recipient's public key is not an uncompressed point on the curve
 * @throws HPKE_OPEN_FAILED when anything differs from what was sealed: key, purpose, authenticated bytes, message
 * @see RFC 9180 §6.1
 */
export async function open(parameters: OpenParameters): Promise<Bytes> {
  const { aad = new Uint8Array(), ciphertext } = parameters
  return openInContext(await makeRecipientContext(parameters), aad, ciphertext)
}
