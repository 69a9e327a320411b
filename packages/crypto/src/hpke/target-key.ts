/** The key pair bundles are sealed to: its private half is the platform's, its public half bytes. */
import type { Bytes } from '../bytes/bytes.ts'

/** A recipient of HPKE messages. */
export interface TargetKey {
  /** An ECDH key of P-256 with the usage `deriveBits`; need not be extractable. */
  readonly privateKey: CryptoKey
  /** 65 bytes, uncompressed. */
  readonly publicKey: Uint8Array
}

/** What {@link generateTargetKey} makes. */
export interface GeneratedTargetKey extends TargetKey {
  /** 65 bytes, uncompressed. */
  readonly publicKey: Bytes
}

/**
 * A fresh recipient key pair, public half in 65 bytes, whose private half nothing can read out, not even this page; it can be kept
 * in IndexedDB. Key pairs for one message are made the same way.
 * @see RFC 9180 §4, GenerateKeyPair
 */
export async function generateTargetKey(): Promise<GeneratedTargetKey> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const pair = await crypto.subtle.generateKey(algorithm, false, ['deriveBits'])
  return {
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  }
}
