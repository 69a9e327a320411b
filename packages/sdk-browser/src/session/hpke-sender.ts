/** The sending half of HPKE for one message, on the platform's cryptography alone: a general implementation weighs as much as the rest of the SDK. */
import { type Bytes, concatBytes, toBytes, toUtf8 } from '@latchkey/crypto'

/** A message only its recipient can open. */
export interface SealedOnce {
  /** 65 bytes: the encapsulated key, an uncompressed point. */
  readonly enc: Bytes
  /** As long as the plaintext and 16 bytes more. */
  readonly ciphertext: Bytes
}

const kemSuite = concatBytes(toUtf8('KEM'), Uint8Array.of(0, 0x10))
const hpkeSuite = concatBytes(toUtf8('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 2))
const version = toUtf8('HPKE-v1')
const empty = new Uint8Array()

async function hmac(key: Uint8Array, message: Uint8Array): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const hmacKey = await crypto.subtle.importKey('raw', toBytes(key), algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', hmacKey, toBytes(message)))
}

/** @see RFC 9180 §4, LabeledExtract; an empty salt is as many zeros as the hash is long */
const extract = (suite: Uint8Array, salt: Uint8Array, label: string, secret: Uint8Array): Promise<Bytes> =>
  hmac(salt.length === 0 ? new Uint8Array(32) : salt, concatBytes(version, suite, toUtf8(label), secret))

/** At most 32 bytes, so one round does. @see RFC 9180 §4, LabeledExpand */
async function expand(
  suite: Uint8Array,
  secret: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  const labeledInfo = concatBytes(Uint8Array.of(0, length), version, suite, toUtf8(label), info)
  return (await hmac(secret, concatBytes(labeledInfo, Uint8Array.of(1)))).slice(0, length)
}

/** A fresh encapsulated key and the secret shared with the recipient. @see RFC 9180 §4.1, Encap */
async function encapsulate(recipientPoint: Uint8Array): Promise<readonly [enc: Bytes, sharedSecret: Bytes]> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const recipientKey = await crypto.subtle.importKey('raw', toBytes(recipientPoint), algorithm, false, [])
  const ephemeral = await crypto.subtle.generateKey(algorithm, false, ['deriveBits'])
  const enc = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey))
  const agreed = await crypto.subtle.deriveBits({ name: 'ECDH', public: recipientKey }, ephemeral.privateKey, 256)
  const secret = await extract(kemSuite, empty, 'eae_prk', new Uint8Array(agreed))
  return [enc, await expand(kemSuite, secret, 'shared_secret', concatBytes(enc, recipientPoint), 32)]
}

/**
 * A message sealed in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, authenticating the encapsulated key
 * and the recipient's.
 * @param recipientPoint 65 bytes, an uncompressed point
 * @param info what the message is for, UTF-8
 * @param plaintext any bytes
 * @throws DOMException when the point is not on the curve
 * @see RFC 9180 §5.1.1 and §6.1
 */
export async function sealOnce(recipientPoint: Uint8Array, info: string, plaintext: Uint8Array): Promise<SealedOnce> {
  const [enc, sharedSecret] = await encapsulate(recipientPoint)
  const pskIdHash = await extract(hpkeSuite, empty, 'psk_id_hash', empty)
  const infoHash = await extract(hpkeSuite, empty, 'info_hash', toUtf8(info))
  const context = concatBytes(Uint8Array.of(0), pskIdHash, infoHash)
  const secret = await extract(hpkeSuite, sharedSecret, 'secret', empty)
  const rawKey = await expand(hpkeSuite, secret, 'key', context, 32)
  const iv = await expand(hpkeSuite, secret, 'base_nonce', context, 12)
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-GCM', false, ['encrypt'])
  const additionalData = concatBytes(enc, recipientPoint)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, toBytes(plaintext))
  return { enc, ciphertext: new Uint8Array(sealed) }
}
