/** The recipient's side of a sequence of messages. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { useAndWipe } from '../bytes/use-and-wipe.ts'
import { recodeForeign } from '../recode.ts'
import { type Context, computeNonce } from './context.ts'
import { decapsulate } from './dhkem.ts'
import { scheduleKeys } from './key-schedule.ts'
import type { TargetKey } from './target-key.ts'

/**
 * `SetupBaseR`: a context that opens a sender's messages in their order.
 * @param parameters `recipientKey`: whom they were sealed to; `enc`: 65 bytes, the sender's encapsulated key; `info`: as the sender's
 * @throws POINT_MALFORMED when `enc` or the recipient's public key is not an uncompressed point on the curve
 * @throws HPKE_OPEN_FAILED when the platform refuses, as it does for a private key of another kind
 * @see RFC 9180 §5.1.1
 */
export function makeRecipientContext(parameters: {
  readonly recipientKey: TargetKey
  readonly enc: Uint8Array
  readonly info: Uint8Array
}): Promise<Context> {
  const { recipientKey, enc, info } = parameters
  return recodeForeign('HPKE_OPEN_FAILED', 'The platform could not agree on a key with the sender.', async () => {
    const sharedSecret = await decapsulate(enc, recipientKey)
    return useAndWipe(sharedSecret, (secret) => scheduleKeys('decrypt', secret, info))
  })
}

/**
 * `ContextR.Open`: the bytes of the next message. One that does not open leaves the context where it is.
 * @param context from {@link makeRecipientContext}, opening nothing else meanwhile
 * @param aad what was authenticated besides the message; any bytes
 * @param ciphertext at least the 16 bytes of its tag
 * @throws HPKE_OPEN_FAILED when it is not the next message as it was sealed, or no sequence number is left
 * @see RFC 9180 §5.2
 */
export function openInContext(context: Context, aad: Uint8Array, ciphertext: Uint8Array): Promise<Bytes> {
  const failure = 'The message was not sealed to this key for this purpose.'
  return recodeForeign('HPKE_OPEN_FAILED', failure, async () => {
    const parameters = { name: 'AES-GCM', iv: computeNonce(context), additionalData: toBytes(aad) }
    const plaintext = await crypto.subtle.decrypt(parameters, context.key, toBytes(ciphertext))
    context.sequenceNumber += 1n
    return new Uint8Array(plaintext)
  })
}
