/** The curves of API keys: how a public key on each looks, and the platform's import of it, which registration and verification share. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { isEd25519PublicKey } from './ed25519-point.ts'
import { cacheKeys } from './key-cache.ts'

interface Curve {
  credentialType: string
  /** Public keys in lower-case hexadecimal; which of them are points of the curve, the import decides. */
  publicKeyHex: RegExp
  /** What a public key is, for refusals. */
  description: string
  importKey(publicKey: Uint8Array): KeyObject
}

/** The bytes of a key before which a fixed prefix makes a SubjectPublicKeyInfo. */
function importBehind(spkiPrefixHex: string): (publicKey: Uint8Array) => KeyObject {
  const prefix = Buffer.from(spkiPrefixHex, 'hex')
  return (publicKey) => createPublicKey({ key: Buffer.concat([prefix, publicKey]), format: 'der', type: 'spki' })
}

const importEd25519 = importBehind('302a300506032b6570032100')
const compressedPoint = /^0[23][0-9a-f]{64}$/

const curves = {
  /** @see RFC 5480 §2 */
  API_KEY_CURVE_P256: {
    credentialType: 'CREDENTIAL_TYPE_API_KEY_P256',
    publicKeyHex: compressedPoint,
    description: 'the compressed public key of a P-256 key pair',
    importKey: cacheKeys(importBehind('3039301306072a8648ce3d020106082a8648ce3d030107032200')),
  },
  /** @see SEC 2 §2.4.1 */
  API_KEY_CURVE_SECP256K1: {
    credentialType: 'CREDENTIAL_TYPE_API_KEY_SECP256K1',
    publicKeyHex: compressedPoint,
    description: 'the compressed public key of a secp256k1 key pair',
    importKey: cacheKeys(importBehind('3036301006072a8648ce3d020106052b8104000a032200')),
  },
  /** @see RFC 8410 §4 */
  API_KEY_CURVE_ED25519: {
    credentialType: 'CREDENTIAL_TYPE_API_KEY_ED25519',
    publicKeyHex: /^[0-9a-f]{64}$/,
    description: 'the public key of an Ed25519 key pair: 32 bytes, not of small order',
    importKey: cacheKeys((publicKey) => {
      if (isEd25519PublicKey(publicKey)) return importEd25519(publicKey)
      throw new TypeError('not a usable point of Ed25519')
    }),
  },
} as const satisfies Record<string, Curve>

/** Name of a curve as the wire spells it. */
export type KeyCurve = keyof typeof curves

/**
 * Type of a permanent or session key that was registered with its curve, as the wire spells it.
 * @param curve the key's
 */
export function credentialTypeOf(curve: KeyCurve): string {
  return curves[curve].credentialType
}

/**
 * Curve of a stored key. Log-in keys and all that the server makes are of P-256.
 * @param credentialType name of the wire's CredentialType
 */
export function curveOfCredential(credentialType: string): KeyCurve {
  if (credentialType === curves.API_KEY_CURVE_SECP256K1.credentialType) return 'API_KEY_CURVE_SECP256K1'
  if (credentialType === curves.API_KEY_CURVE_ED25519.credentialType) return 'API_KEY_CURVE_ED25519'
  return 'API_KEY_CURVE_P256'
}

/**
 * Whether a text has the length and the beginning of a public key; whether it is a point of the curve, {@link importPublicKey} tells.
 * @param publicKeyHex lower-case hexadecimal
 * @param curve the key's
 */
export function isPublicKeyHex(publicKeyHex: string, curve: KeyCurve): boolean {
  return curves[curve].publicKeyHex.test(publicKeyHex)
}

/**
 * What a public key on a curve is, such as "the compressed public key of a P-256 key pair".
 * @param curve the key's
 */
export function describePublicKey(curve: KeyCurve): string {
  return curves[curve].description
}

/**
 * The platform's key of a public key; keys used lately are kept imported. The same bytes are another key on another curve.
 * @param publicKey 33 bytes of a compressed point, or the 32 of an Ed25519 key
 * @param curve the key's
 * @throws Error of the platform, or TypeError, when that is no point of the curve
 * @see SEC 1 §2.3.4
 * @see RFC 8032 §5.1.3
 */
export function importPublicKey(publicKey: Uint8Array, curve: KeyCurve): KeyObject {
  return curves[curve].importKey(publicKey)
}
