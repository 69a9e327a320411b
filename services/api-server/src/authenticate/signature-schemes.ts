/** The signature schemes of `X-Stamp`: which curve's keys serve each, and what exactly is signed. */
import { type ApiKeyScheme, stampSchemes } from '@latchkey/crypto'
import type { KeyCurve } from '../api-key-curve.ts'
import type { Digest } from './verify-signature.ts'

/** How the holder of a key on one curve signs. */
export interface SignatureScheme {
  curve: KeyCurve
  digest: Digest
  /** The bytes that are signed when these are the body's; the body itself without it. */
  toMessage?(body: Uint8Array): Uint8Array
}

const schemes: Readonly<Record<ApiKeyScheme, SignatureScheme>> = {
  [stampSchemes.apiP256]: { curve: 'API_KEY_CURVE_P256', digest: 'sha256' },
  [stampSchemes.apiSecp256k1]: { curve: 'API_KEY_CURVE_SECP256K1', digest: 'sha256' },
  [stampSchemes.apiSecp256k1Eip191]: {
    curve: 'API_KEY_CURVE_SECP256K1',
    digest: 'keccak-256',
    toMessage: toPersonalMessage,
  },
  [stampSchemes.apiEd25519]: { curve: 'API_KEY_CURVE_ED25519', digest: null },
}

/** What an Ethereum wallet signs when it is asked to sign a message; the length counts bytes, not characters. */
function toPersonalMessage(body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${body.length}`), body])
}

/**
 * Whether a name is that of a scheme this server verifies.
 * @param name as a stamp states it
 */
export function isApiKeyScheme(name: string): name is ApiKeyScheme {
  return Object.hasOwn(schemes, name)
}

/**
 * Curve, digest and signed bytes of a scheme.
 * @param name as the wire spells it
 * @see Turnkey wire protocol: X-Stamp, scheme
 * @see EIP-191, version 0x45
 */
export function getSignatureScheme(name: ApiKeyScheme): SignatureScheme {
  return schemes[name]
}
