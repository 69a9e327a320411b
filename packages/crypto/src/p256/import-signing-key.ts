/** From the bytes of a private key to a key the platform signs with. */
import { toBytes } from '../bytes/bytes.ts'
import { toPrivateJwk } from './key-jwk.ts'
import { publicKeyOf } from './public-key-of.ts'

/**
 * A key for `signDer`, by default one that nothing can read out again.
 * @param privateKey 32 bytes
 * @param options `extractable`: whether the platform may give the key out again; default false
 * @throws PRIVATE_KEY_MALFORMED when it is not 32 bytes between 1 and n − 1
 * @see RFC 7518 §6.2.2
 */
export async function importSigningKey(
  privateKey: Uint8Array,
  options: { readonly extractable?: boolean } = {},
): Promise<CryptoKey> {
  const jwk = toPrivateJwk({ privateKey: toBytes(privateKey), publicKey: await publicKeyOf(privateKey) })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.importKey('jwk', jwk, algorithm, options.extractable ?? false, ['sign'])
}
