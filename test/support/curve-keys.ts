/** Key pairs on every curve of API keys, and what they sign in every scheme of the protocol. */
import { ECDH, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type ApiKeyScheme, formatApiKeyStamp, stampSchemes, toHex } from '@latchkey/crypto'
import type { Stamp } from './api-server.ts'

/** Curve as requests name it. */
export type CurveType = 'API_KEY_CURVE_P256' | 'API_KEY_CURVE_SECP256K1' | 'API_KEY_CURVE_ED25519'

/** Key pair; the public key in hexadecimal, compressed where that is a choice. */
export interface CurveKey {
  curveType: CurveType
  publicKey: string
  privateKey: KeyObject
}

/** Every scheme with the curve whose keys serve it and the name of that curve's credential type. */
export const allSchemes: readonly { scheme: ApiKeyScheme; curveType: CurveType; credentialType: string }[] = [
  ...(['P256', 'SECP256K1', 'ED25519'] as const).map((name) => ({
    scheme: `SIGNATURE_SCHEME_TK_API_${name}` as const,
    curveType: `API_KEY_CURVE_${name}` as const,
    credentialType: `CREDENTIAL_TYPE_API_KEY_${name}`,
  })),
  {
    scheme: stampSchemes.apiSecp256k1Eip191,
    curveType: 'API_KEY_CURVE_SECP256K1',
    credentialType: 'CREDENTIAL_TYPE_API_KEY_SECP256K1',
  },
]

function generate(curveType: CurveType): { publicKey: KeyObject; privateKey: KeyObject } {
  if (curveType === 'API_KEY_CURVE_ED25519') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('ec', { namedCurve: curveType === 'API_KEY_CURVE_P256' ? 'prime256v1' : 'secp256k1' })
}

/** The public key as the protocol carries it, out of its JWK: x, behind the parity of y where there is one. */
function toPublicKeyHex(publicKey: KeyObject): string {
  const { x = '', y } = publicKey.export({ format: 'jwk' })
  const parity = y === undefined ? [] : [2 + ((Buffer.from(y, 'base64url').at(-1) ?? 0) % 2)]
  return toHex(Buffer.concat([Buffer.from(parity), Buffer.from(x, 'base64url')]))
}

/**
 * Makes a key pair.
 * @param curveType curve as requests name it
 */
export function makeCurveKey(curveType: CurveType): CurveKey {
  const { publicKey, privateKey } = generate(curveType)
  return { curveType, publicKey: toPublicKeyHex(publicKey), privateKey }
}

/**
 * Makes a key pair whose public key is a compressed point of P-256 and of secp256k1; every other one is.
 * @param curveType curve of the key pair
 */
export function makeSharedPoint(curveType: Exclude<CurveType, 'API_KEY_CURVE_ED25519'>): CurveKey {
  const otherCurve = curveType === 'API_KEY_CURVE_P256' ? 'secp256k1' : 'prime256v1'
  for (;;) {
    const key = makeCurveKey(curveType)
    if (isPointOf(otherCurve, key.publicKey)) return key
  }
}

function isPointOf(curve: string, publicKey: string): boolean {
  try {
    return ECDH.convertKey(publicKey, curve, 'hex', 'hex', 'uncompressed').length === 130
  } catch {
    return false
  }
}

/**
 * The signature of a key over a body: DER, or 64 bytes of Ed25519.
 * @param scheme one that the key's curve can serve
 * @param key signs
 * @param body text or bytes
 */
export function signAs(scheme: ApiKeyScheme, { privateKey }: CurveKey, body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body)
  if (scheme === stampSchemes.apiEd25519) return sign(null, bytes, privateKey)
  if (scheme !== stampSchemes.apiSecp256k1Eip191) return sign('sha256', bytes, privateKey)
  const prefix = Buffer.from(`\u0019Ethereum Signed Message:\n${bytes.length}`)
  return sign('keccak-256', Buffer.concat([prefix, bytes]), privateKey)
}

/**
 * Value of `X-Stamp` for a body.
 * @param scheme one that the key's curve can serve
 * @param key signs
 * @param body text or bytes
 */
export function headerAs(scheme: ApiKeyScheme, key: CurveKey, body: string | Uint8Array): string {
  const signatureHex = toHex(signAs(scheme, key, body))
  return formatApiKeyStamp({ publicKeyHex: key.publicKey, scheme, signatureHex })
}

/**
 * Stamps bodies in a scheme.
 * @param scheme one that the key's curve can serve
 * @param key signs
 */
export function stampAs(scheme: ApiKeyScheme, key: CurveKey): Stamp {
  return async (body) => ({ 'X-Stamp': headerAs(scheme, key, body) })
}
