/** One sealed message per encapsulated key: the sender's side. */
import type { Bytes } from '../bytes/bytes.ts'
import { makeSenderContext, sealInContext } from './sender-context.ts'

/** A message only its recipient can open. */
export interface SealedMessage {
  /** 65 bytes: the encapsulated key, an uncompressed point. */
  readonly enc: Bytes
  /** As long as the plaintext and 16 bytes more. */
  readonly ciphertext: Bytes
}

/** What {@link seal} takes. */
export interface SealParameters {
  /** 65 bytes, an uncompressed point. */
  readonly recipientPublicKey: Uint8Array
  /** What the message is for; the recipient must give the same. */
  readonly info: Uint8Array
  /** What is authenticated besides the message; nothing by default. */
  readonly aad?: Uint8Array
  /** The message. */
  readonly plaintext: Uint8Array
}

/**
 * One message sealed to a recipient with HPKE in base mode: the encapsulated key and the ciphertext, as bytes.
 * @param parameters recipient, purpose, message
 * @throws POINT_MALFORMED when the recipient's public key is not an uncompressed point on the curve
 * @throws HPKE_SEAL_FAILED when the platform refuses
 * @see RFC 9180 §6.1
 */
export async function seal(parameters: SealParameters): Promise<SealedMessage> {
  const { aad = new Uint8Array(), plaintext } = parameters
  const context = await makeSenderContext(parameters)
  return { enc: context.enc, ciphertext: await sealInContext(context, aad, plaintext) }
}
