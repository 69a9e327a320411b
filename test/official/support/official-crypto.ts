/** `@turnkey/crypto` 2.11.3 as `@turnkey/sdk-server` brings it along: what official clients do with what the server made. */
import { createRequire } from 'node:module'

/** The functions that are used. */
interface OfficialCrypto {
  /** Private key in hexadecimal inside of a bundle; the embedded key's private half is hexadecimal. */
  decryptCredentialBundle(credentialBundle: string, embeddedKey: string): string
  /** Whether a session token is signed by the key, an uncompressed point in hexadecimal. */
  verifySessionJwtSignature(jwt: string, notarizerPublicKey: string): Promise<boolean>
  /** Point of a private key given in hexadecimal; compressed unless told otherwise. */
  getPublicKey(privateKey: string, isCompressed?: boolean): Uint8Array
}

const require = createRequire(createRequire(import.meta.url).resolve('@turnkey/sdk-server'))

/** The package itself, unmodified. */
export const officialCrypto: OfficialCrypto = require('@turnkey/crypto')
