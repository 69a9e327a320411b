/** HPKE contexts of this protocol's suite: points checked here, key schedule and sequence numbers by `@hpke/core`. */
import {
  Aes256Gcm,
  CipherSuite,
  DhkemP256HkdfSha256,
  HkdfSha256,
  type RecipientContext,
  type SenderContext,
} from '@hpke/core'
import { toBytes } from '../bytes/bytes.ts'
import { checkPoint } from '../p256/point.ts'
import { recodeForeign } from '../recode.ts'
import type { TargetKey } from './target-key.ts'

/** Base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: 0x0010, 0x0001, 0x0002. */
const makeSuite = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })

async function importPoint(point: Uint8Array): Promise<CryptoKey> {
  checkPoint(point)
  return crypto.subtle.importKey('raw', toBytes(point), { name: 'ECDH', namedCurve: 'P-256' }, true, [])
}

/**
 * A context that seals messages to a recipient, each under the next sequence number; `enc` is its 65-byte encapsulated key.
 * @param parameters `recipientPublicKey`: 65 bytes; `info`: what the messages are for; `ephemeralKeyPair`: only to reproduce a known answer, by default a fresh pair
 * @throws POINT_MALFORMED when the public key is not an uncompressed point on the curve
 * @throws HPKE_SEAL_FAILED when the platform refuses
 * @see RFC 9180 §5.1.1
 */
export async function makeSenderContext(parameters: {
  readonly recipientPublicKey: Uint8Array
  readonly info: Uint8Array
  readonly ephemeralKeyPair?: CryptoKeyPair
}): Promise<SenderContext> {
  const { recipientPublicKey, info, ephemeralKeyPair } = parameters
  return recodeForeign('HPKE_SEAL_FAILED', 'The platform could not agree on a key with the recipient.', async () =>
    makeSuite().createSenderContext({
      recipientPublicKey: await importPoint(recipientPublicKey),
      info,
      ...(ephemeralKeyPair && { ekm: ephemeralKeyPair }),
    }),
  )
}

/**
 * A context that opens a sender's messages in their order.
 * @param parameters `recipientKey`: whom they were sealed to; `enc`: 65 bytes, the sender's encapsulated key; `info`: as the sender's
 * @throws POINT_MALFORMED when `enc` or the recipient's public key is not an uncompressed point on the curve
 * @see RFC 9180 §5.1.1
 */
export async function makeRecipientContext(parameters: {
  readonly recipientKey: TargetKey
  readonly enc: Uint8Array
  readonly info: Uint8Array
}): Promise<RecipientContext> {
  const { recipientKey, enc, info } = parameters
  checkPoint(enc)
  const { privateKey } = recipientKey
  const publicKey = await importPoint(recipientKey.publicKey)
  return makeSuite().createRecipientContext({ recipientKey: { privateKey, publicKey }, enc, info })
}
