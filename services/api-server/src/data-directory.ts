/** The directory that holds everything the server keeps, and the secret files in it. */
import { randomBytes } from 'node:crypto'
import { accessSync, constants, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFailure } from './start-failure.ts'

const secretLength = 32

/** Files beside the database without which its sessions and tokens are worth nothing. */
export const secretFileNames = ['session-secret', 'session-jwt-key'] as const

/**
 * Makes the directory, readable by nobody else, unless it exists, and sees to it that it can be written to.
 * @param directory path
 * @throws StartFailure when that fails
 */
export function openDataDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartFailure(`LATCHKEY_DATA_DIR ${directory} cannot be written to: ${reasonOf(error)}`)
  }
}

/**
 * Key of the tokens of read-only sessions, 32 bytes; made at the first start and kept in the file `session-secret`.
 * @param directory path of the data directory
 * @throws StartFailure when the file cannot be read, made, or holds something else
 */
export function loadSessionSecret(directory: string): Uint8Array {
  const file = join(directory, 'session-secret')
  const secret = readSecretFile(file) ?? makeSharedSecretFile(file, randomBytes(secretLength))
  if (secret.length !== secretLength) {
    throw new StartFailure(
      `${file} must hold ${secretLength} bytes; delete it to have a new one made, which ends all log-ins`,
    )
  }
  return secret
}

/**
 * Content of a file in the data directory, undefined when there is none.
 * @param file path
 * @throws StartFailure when it exists and cannot be read
 */
export function readSecretFile(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new StartFailure(`${file} cannot be read: ${reasonOf(error)}`)
  }
}

/**
 * Writes a file that only its owner may read; answers what it now holds.
 * @param file path
 * @param content bytes or text
 * @throws StartFailure when it cannot be written
 */
export function makeSecretFile(file: string, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content)
  try {
    writeFileSync(file, bytes, { mode: 0o600, flush: true })
    return bytes
  } catch (error) {
    throw new StartFailure(`${file} cannot be written: ${reasonOf(error)}`)
  }
}

/**
 * Writes a file that only its owner may read, unless another process of this directory has just done so: then answers what that one wrote.
 * @param file path
 * @param content bytes
 * @throws StartFailure when it can neither be written nor read
 */
export function makeSharedSecretFile(file: string, content: Uint8Array): Buffer {
  const draft = `${file}.${process.pid}`
  const made = makeSecretFile(draft, content)
  try {
    // A link is made whole or not at all, and never in place of a file.
    linkSync(draft, file)
    return made
  } catch (error) {
    const other = readSecretFile(file)
    if (other !== undefined) return other
    throw new StartFailure(`${file} cannot be written: ${reasonOf(error)}`)
  } finally {
    rmSync(draft, { force: true })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
