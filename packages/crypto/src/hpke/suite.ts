/** This protocol's one ciphersuite: DHKEM(P-256, HKDF-SHA256) 0x0010, HKDF-SHA256 0x0001, AES-256-GCM 0x0002. */

/** `suite_id` of the key encapsulation. All its bytes are ASCII, so its UTF-8 is what the specification concatenates. @see RFC 9180 §4.1 */
export const kemSuiteId = 'KEM\x00\x10'

/** `suite_id` of everything else. @see RFC 9180 §5.1 */
export const hpkeSuiteId = 'HPKE\x00\x10\x00\x01\x00\x02'

/** Bytes of a SHA-256 digest, hence of what HKDF extracts: `Nh`. @see RFC 9180 §7.2 */
export const hashLength = 32

/** Bytes of the secret two parties share: `Nsecret`. @see RFC 9180 §7.1 */
export const sharedSecretLength = 32

/** Bytes of an AES-256-GCM key: `Nk`. @see RFC 9180 §7.3 */
export const keyLength = 32

/** Bytes of an AES-256-GCM nonce: `Nn`. @see RFC 9180 §7.3 */
export const nonceLength = 12
