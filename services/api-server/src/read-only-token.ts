/** Tokens of read-only sessions: the handler that opens a session makes one, authentication reads it back. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { readBase64url, toBase64url } from '@latchkey/crypto'

const purpose = 'read-only-session'
const idLength = 16
const idsLength = 2 * idLength
const tokenLength = idsLength + 32

/** What a genuine token says. */
export interface ReadOnlyToken {
  /** Organization of the session's user, lower-case UUID. */
  organizationId: string
  /** What the session is stored under: SHA-256 of the token, 32 bytes. */
  tokenHash: Uint8Array
}

const idToBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

const bytesToId = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const authenticate = (secret: Uint8Array, ids: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(purpose).update(ids).digest()

function findTokenBytes(token: string): Uint8Array | undefined {
  try {
    const bytes = readBase64url(token)
    return bytes.length === tokenLength ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * Token of a read-only session: 86 characters of base64url. Secret.
 * @param secret key of the tokens, 32 bytes
 * @param organizationId organization of the session's user, lower-case UUID
 * @param activityId activity that opens the session, lower-case UUID
 */
export function makeReadOnlyToken(secret: Uint8Array, organizationId: string, activityId: string): string {
  const ids = Buffer.concat([idToBytes(organizationId), idToBytes(activityId)])
  return toBase64url(Buffer.concat([ids, authenticate(secret, ids)]))
}

/**
 * What a read-only session is stored under: SHA-256 of its token, 32 bytes.
 * @param token text from {@link makeReadOnlyToken}
 */
export function hashReadOnlyToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

/**
 * Content of a token, or undefined when this server did not make it. Whether the session still lives is for the store to say.
 * @param secret key of the tokens, 32 bytes
 * @param token text as received; compared in constant time
 */
export function readReadOnlyToken(secret: Uint8Array, token: string): ReadOnlyToken | undefined {
  const bytes = findTokenBytes(token)
  if (!bytes) return undefined
  const ids = bytes.subarray(0, idsLength)
  if (!timingSafeEqual(authenticate(secret, ids), bytes.subarray(idsLength))) return undefined
  return { organizationId: bytesToId(ids.subarray(0, idLength)), tokenHash: hashReadOnlyToken(token) }
}
