/** The sender's side of a sequence of messages. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { useAndWipe } from '../bytes/use-and-wipe.ts'
import { recodeForeign } from '../recode.ts'
import { type Context, computeNonce } from './context.ts'
import { encapsulate } from './dhkem.ts'
import { scheduleKeys } from './key-schedule.ts'
import { type GeneratedTargetKey, generateTargetKey } from './target-key.ts'

/** A context that seals. */
export interface SenderContext extends Context {
  /** 65 bytes: the encapsulated key, an uncompressed point, which the recipient needs. */
  readonly enc: Bytes
}

/**
 * `SetupBaseS`: a context that seals messages to a recipient, each under the next sequence number.
 * @param parameters `recipientPublicKey`: 65 bytes; `info`: what the messages are for; `ephemeralKey`: only to reproduce a known answer, by default a fresh one
 * @throws POINT_MALFORMED when the public key is not an uncompressed point on the curve
 * @throws HPKE_SEAL_FAILED when the platform refuses
 * @see RFC 9180 §5.1.1
 */
export function makeSenderContext(parameters: {
  readonly recipientPublicKey: Uint8Array
  readonly info: Uint8Array
  readonly ephemeralKey?: GeneratedTargetKey
}): Promise<SenderContext> {
  const failure = 'The platform could not agree on a key with the recipient.'
  return recodeForeign('HPKE_SEAL_FAILED', failure, async () => {
    const ephemeralKey = parameters.ephemeralKey ?? (await generateTargetKey())
    const sharedSecret = await encapsulate(parameters.recipientPublicKey, ephemeralKey)
    const context = await useAndWipe(sharedSecret, (secret) => scheduleKeys('encrypt', secret, parameters.info))
    return { ...context, enc: ephemeralKey.publicKey }
  })
}

/**
 * `ContextS.Seal`: the next message sealed, as long as the plaintext and 16 bytes more.
 * @param context from {@link makeSenderContext}
 * @param aad what is authenticated besides the message; any bytes
 * @param plaintext the message
 * @throws HPKE_SEAL_FAILED when the platform refuses, or no sequence number is left
 * @see RFC 9180 §5.2
 */
export function sealInContext(context: SenderContext, aad: Uint8Array, plaintext: Uint8Array): Promise<Bytes> {
  return recodeForeign('HPKE_SEAL_FAILED', 'The platform could not seal the message.', async () => {
    const parameters = { name: 'AES-GCM', iv: computeNonce(context), additionalData: toBytes(aad) }
    // Before the platform is waited for: no two messages may have the same nonce, even if sealed at the same time.
    context.sequenceNumber += 1n
    return new Uint8Array(await crypto.subtle.encrypt(parameters, context.key, toBytes(plaintext)))
  })
}
