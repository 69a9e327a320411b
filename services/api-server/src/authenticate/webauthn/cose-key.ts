/** Public keys of passkeys: from the COSE bytes that were registered to a key the platform verifies with. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { cacheKeys } from '../../key-cache.ts'
import { verifySignature } from '../verify-signature.ts'

type Members = ReadonlyMap<unknown, unknown>

/** COSE algorithm identifiers (RFC 9053 §2.1, RFC 8812 §2). */
const es256 = -7
const rs256 = -257
const algorithmLabel = 3

function toBase64url(member: unknown): string {
  if (!(member instanceof Uint8Array)) throw new TypeError('COSE key lacks a parameter')
  return Buffer.from(member).toString('base64url')
}

/** Labels −2 and −3 are x and y for EC2 keys, −1 and −2 modulus and exponent for RSA keys. */
function toJwk(members: Members): JsonWebKey {
  const algorithm = members.get(algorithmLabel)
  if (algorithm === es256) {
    return { kty: 'EC', crv: 'P-256', x: toBase64url(members.get(-2)), y: toBase64url(members.get(-3)) }
  }
  if (algorithm === rs256) return { kty: 'RSA', n: toBase64url(members.get(-1)), e: toBase64url(members.get(-2)) }
  throw new TypeError('COSE key is neither ES256 nor RS256')
}

const importCoseKey = cacheKeys((publicKeyCose): KeyObject => {
  const members = isoCBOR.decodeFirst<Members>(new Uint8Array(publicKeyCose))
  return createPublicKey({ key: toJwk(members), format: 'jwk' })
})

/**
 * Whether a signature over a message is by this passkey: strict DER for ES256, RSASSA-PKCS1-v1_5 for RS256.
 * @param publicKeyCose COSE_Key of one of these algorithms, as registered; keys used lately are kept imported
 * @param message bytes of the authenticator data followed by the SHA-256 of the client data
 * @param signature as received: DER for ES256, as many bytes as the modulus for RS256
 * @throws TypeError when the bytes are not such a key, which registration rules out
 * @see WebAuthn L3 §7.2 step 21
 */
export async function verifyByCoseKey(
  publicKeyCose: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifySignature(importCoseKey(publicKeyCose), message, signature)
}
