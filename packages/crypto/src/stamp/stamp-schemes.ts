/** The names of signature schemes in stamps and votes. */

/**
 * Scheme names as the wire spells them.
 * @see Turnkey wire protocol: X-Stamp, scheme
 */
export const stampSchemes = {
  /** ECDSA over P-256 with SHA-256, signature in DER. */
  apiP256: 'SIGNATURE_SCHEME_TK_API_P256',
  /** ECDSA over secp256k1 with SHA-256, signature in DER. */
  apiSecp256k1: 'SIGNATURE_SCHEME_TK_API_SECP256K1',
  /** An Ethereum wallet's signature over the prefixed body. */
  apiSecp256k1Eip191: 'SIGNATURE_SCHEME_TK_API_SECP256K1_EIP191',
  /** Ed25519 over the body itself, signature of 64 bytes. */
  apiEd25519: 'SIGNATURE_SCHEME_TK_API_ED25519',
  /** A passkey; occurs in votes, not in `X-Stamp`. */
  webauthn: 'SIGNATURE_SCHEME_TK_WEBAUTHN',
} as const

/** A scheme of key pairs, as `X-Stamp` states it. */
export type ApiKeyScheme = Exclude<(typeof stampSchemes)[keyof typeof stampSchemes], typeof stampSchemes.webauthn>
