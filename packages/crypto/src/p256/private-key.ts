/** What a private key is, and its import where no public half is at hand. */
import { concatBytes } from '../bytes/concat-bytes.ts'
import { readHex } from '../bytes/hex.ts'
import { CryptoError } from '../crypto-error.ts'
import { curve, toInteger } from './curve.ts'

/** PKCS#8 for P-256 up to the 32 bytes of the key, with the optional public key left out. @see RFC 5915 §3 */
const pkcs8Prefix = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420'

/**
 * Passes a private key and refuses everything else.
 * @param privateKey 32 big-endian bytes, from 1 to n − 1
 * @throws PRIVATE_KEY_MALFORMED when the length is another or the number is out of range
 */
export function checkPrivateKey(privateKey: Uint8Array): void {
  const value = toInteger(privateKey)
  if (privateKey.length !== 32 || value === 0n || value >= curve.n) {
    throw new CryptoError('PRIVATE_KEY_MALFORMED', 'Not a P-256 private key: expected 32 bytes between 1 and n − 1.')
  }
}

/**
 * An extractable signing key of the platform, made of the private half alone. Browsers on WebKit refuse this.
 * @param privateKey 32 bytes, from 1 to n − 1
 */
export function importWithoutPublicKey(privateKey: Uint8Array): Promise<CryptoKey> {
  const pkcs8 = concatBytes(readHex(pkcs8Prefix), privateKey)
  return crypto.subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
}
