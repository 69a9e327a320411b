/** The platform's portable form of a key pair (JWK), to and from bytes. */
import { readBase64url, toBase64url } from '../bytes/base64url.ts'
import type { Bytes } from '../bytes/bytes.ts'
import { concatBytes } from '../bytes/concat-bytes.ts'
import { compressPoint, decompressPoint } from './point.ts'

/** A key pair for signing, as bytes. */
export interface SigningKeyPair {
  /** 32 big-endian bytes. Secret. */
  readonly privateKey: Bytes
  /** 33 bytes, compressed. */
  readonly publicKey: Bytes
}

/**
 * The bytes of an extractable private key and of its public half.
 * @param key a P-256 private key of the platform
 * @throws BASE64URL_MALFORMED, POINT_MALFORMED when the platform leaves the public half out, as Gecko does (bug 2000795)
 * @see RFC 7518 §6.2
 */
export async function exportKeyPair(key: CryptoKey): Promise<SigningKeyPair> {
  const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', key)
  const point = concatBytes(Uint8Array.of(4), readBase64url(x), readBase64url(y))
  return { privateKey: readBase64url(d), publicKey: compressPoint(point) }
}

/**
 * The private JWK of a key pair.
 * @param pair private key and the public key that belongs to it
 * @see RFC 7518 §6.2
 */
export function toPrivateJwk({ privateKey, publicKey }: SigningKeyPair): JsonWebKey {
  const point = decompressPoint(publicKey)
  return {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
    d: toBase64url(privateKey),
  }
}
