/** The key pair of a command: given as a public key, or made here, in which case its private half is shown once. */
import { generateSigningKey, readHex, toHex } from '@latchkey/crypto'
import { readPublicKey } from '../handle/credentials/new-api-key.ts'

/** Key pair as commands print it. */
export interface PrintedKeyPair {
  /** Compressed point, 66 hexadecimal characters. */
  apiPublicKey: string
  /** 64 hexadecimal characters; absent when only the public key was given. Secret. */
  apiPrivateKey?: string
}

/** Option that brings a public key. */
export const publicKeyOption = {
  'api-public-key': {
    type: 'string',
    value: 'HEX',
    meaning: 'compressed P-256 public key; without it a key pair is made and printed',
  },
} as const

/**
 * The given public key, or a new key pair.
 * @param given compressed point in hexadecimal, if any
 * @throws PUBLIC_KEY_INVALID when it is not the compressed public key of a P-256 key pair
 */
export async function takeKeyPair(given: string | undefined): Promise<PrintedKeyPair & { point: Uint8Array }> {
  if (given !== undefined) {
    const point = readPublicKey(given, '--api-public-key')
    return { point, apiPublicKey: toHex(point) }
  }
  const { publicKey, privateKey } = await generateSigningKey()
  const apiPublicKey = toHex(publicKey)
  return { point: readHex(apiPublicKey), apiPublicKey, apiPrivateKey: toHex(privateKey) }
}
