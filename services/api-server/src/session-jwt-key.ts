/** The key that signs session tokens: made at the first start, kept in the data directory, its public half told to whoever verifies. */
import { join } from 'node:path'
import {
  CryptoError,
  decompressPoint,
  generateSigningKey,
  importSigningKey,
  publicKeyOf,
  toHex,
} from '@latchkey/crypto'
import { makeSharedSecretFile, readSecretFile } from './data-directory.ts'
import { StartFailure } from './start-failure.ts'

/** Key pair of this server. */
export interface SessionJwtKey {
  /** Signs; nothing can read it out. */
  privateKey: CryptoKey
  /** Uncompressed point, 130 hexadecimal characters, as official clients take it. */
  publicKeyHex: string
}

async function toKey(privateKey: Uint8Array): Promise<SessionJwtKey> {
  const publicKeyHex = toHex(decompressPoint(await publicKeyOf(privateKey)))
  return { privateKey: await importSigningKey(privateKey), publicKeyHex }
}

/**
 * Key of session tokens, kept as 32 bytes in the file `session-jwt-key`.
 * @param directory path of the data directory, which exists
 * @throws StartFailure when the file cannot be read, made, or holds something else
 */
export async function loadSessionJwtKey(directory: string): Promise<SessionJwtKey> {
  const file = join(directory, 'session-jwt-key')
  const privateKey = readSecretFile(file) ?? makeSharedSecretFile(file, (await generateSigningKey()).privateKey)
  try {
    return await toKey(privateKey)
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error
    throw new StartFailure(`${file} must hold a P-256 private key of 32 bytes; delete it to have a new one made`)
  } finally {
    privateKey.fill(0)
  }
}
