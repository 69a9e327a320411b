/** DHKEM(P-256, HKDF-SHA256): a secret that sender and recipient share, agreed on with a key of the sender's for this once. */
import { type Bytes, toBytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { useAndWipe } from '../bytes/use-and-wipe.ts'
import { checkPoint } from '../p256/point.ts'
import { importHmacKey } from './hkdf.ts'
import { labeledExpand, labeledExtract } from './labeled-hkdf.ts'
import { kemSuiteId, sharedSecretLength } from './suite.ts'
import type { TargetKey } from './target-key.ts'

/** `ExtractAndExpand`; leaves zeros in place of the agreed bits. @see RFC 9180 §4.1 */
async function extractAndExpand(agreed: Bytes, kemContext: Uint8Array): Promise<Bytes> {
  const extracted = await useAndWipe(agreed, (bits) => labeledExtract(kemSuiteId, new Uint8Array(), 'eae_prk', bits))
  const pseudorandomKey = await useAndWipe(extracted, importHmacKey)
  return labeledExpand(kemSuiteId, pseudorandomKey, 'shared_secret', kemContext, sharedSecretLength)
}

/** `DH`, after the validation of the point. @see RFC 9180 §7.1.4 */
async function agree(privateKey: CryptoKey, point: Uint8Array): Promise<Bytes> {
  checkPoint(point)
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const publicKey = await crypto.subtle.importKey('raw', toBytes(point), algorithm, true, [])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256))
}

/**
 * `Encap`: the 32-byte secret shared with a recipient who is told the ephemeral public key. Secret.
 * @param recipientPublicKey 65 bytes, an uncompressed point
 * @param ephemeralKey made for this message alone; its public half is what the specification calls `enc`
 * @throws POINT_MALFORMED when the public key is not an uncompressed point on the curve
 * @see RFC 9180 §4.1
 */
export async function encapsulate(recipientPublicKey: Uint8Array, ephemeralKey: TargetKey): Promise<Bytes> {
  const agreed = await agree(ephemeralKey.privateKey, recipientPublicKey)
  return extractAndExpand(agreed, concatBytes(ephemeralKey.publicKey, recipientPublicKey))
}

/**
 * `Decap`: the 32-byte secret shared with the sender of an encapsulated key. Secret.
 * @param enc 65 bytes, an uncompressed point
 * @param recipientKey its private half need not be extractable
 * @throws POINT_MALFORMED when `enc` or the recipient's public key is not an uncompressed point on the curve
 * @see RFC 9180 §4.1
 */
export async function decapsulate(enc: Uint8Array, recipientKey: TargetKey): Promise<Bytes> {
  checkPoint(recipientKey.publicKey)
  const agreed = await agree(recipientKey.privateKey, enc)
  return extractAndExpand(agreed, concatBytes(enc, recipientKey.publicKey))
}
