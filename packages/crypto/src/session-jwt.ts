/** Session tokens: what a server states about a login, as a JWT that official clients can decode. */
import { readBase64url, toBase64url } from './bytes/base64url.ts'
import type { Bytes } from './bytes/bytes.ts'
import { readHex } from './bytes/hex.ts'
import { sha256 } from './bytes/sha256.ts'
import { readUtf8, toUtf8 } from './bytes/utf8.ts'
import { CryptoError } from './crypto-error.ts'
import { readDerSignature, toDerSignature } from './p256/der.ts'
import { compressPoint } from './p256/point.ts'
import { verifyDer } from './p256/verify.ts'
import { recode } from './recode.ts'

/** What a session token states. */
export interface SessionClaims {
  /** End of the session in seconds since 1970-01-01 UTC. */
  readonly expiresAtSeconds: number
  /** Key that signs in the session: compressed point, 66 hexadecimal characters. */
  readonly publicKeyHex: string
  /** `SESSION_TYPE_READ_WRITE`, or the name of a session profile. */
  readonly sessionType: string
  readonly userId: string
  readonly organizationId: string
  /** Only there when the session has a profile. */
  readonly sessionProfileId?: string
  /** Expression that every write of the session must satisfy; only there when the session has a profile. */
  readonly scope?: string
}

/** Base64url of `{"alg":"ES256","typ":"JWT"}`; a token with any other header is not one of these. */
const header = 'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9'

/**
 * JSON without the characters that would put `-` or `_` into its base64url: official clients give the text to `atob`, which
 * refuses those two, or to a polyfill, which drops them.
 */
function toAtobSafeJson(value: object): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[<>&?~\u007f-\uffff]/g, toEscape)
}

/**
 * A session token without its signature: header and payload in base64url, joined by a dot. It proves nothing.
 * @param claims what the token states; any text is allowed in its members
 * @see Turnkey wire protocol: session JWT, decoding
 */
export function formatSessionClaims(claims: SessionClaims): string {
  const payload = toAtobSafeJson({
    exp: claims.expiresAtSeconds,
    public_key: claims.publicKeyHex,
    session_type: claims.sessionType,
    user_id: claims.userId,
    organization_id: claims.organizationId,
    session_profile_id: claims.sessionProfileId,
    scope: claims.scope,
  })
  return `${header}.${toBase64url(toUtf8(payload))}`
}

/**
 * A session token: a compact JWS whose signature is over SHA-256 of SHA-256, unlike that of other ES256 tokens.
 * @param unsigned text from {@link formatSessionClaims}
 * @param sign gives the DER signature (ECDSA, P-256, SHA-256) over bytes, for example by `signDer`
 * @see Turnkey wire protocol: session JWT
 */
export async function signSessionJwt(
  unsigned: string,
  sign: (message: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const signature = readDerSignature(await sign(await sha256(toUtf8(unsigned))))
  return `${unsigned}.${toBase64url(signature)}`
}

/**
 * What a session token states, after its signature was verified. Whether the session is over is for the caller to compare, and
 * whether it was ended before its time only the API knows.
 * @param jwt text as received
 * @param serverPublicKey the server's key for session tokens: 65 or 33 bytes, or their hexadecimal digits
 * @throws HEX_MALFORMED, POINT_MALFORMED when the server's key is not a point on the curve
 * @throws SESSION_JWT_INVALID when it is not a session token, or not signed by this key
 * @see Turnkey wire protocol: session JWT
 */
export async function readSessionJwt(jwt: string, serverPublicKey: Uint8Array | string): Promise<SessionClaims> {
  const point = typeof serverPublicKey === 'string' ? readHex(serverPublicKey) : serverPublicKey
  const publicKey = point.length === 65 ? compressPoint(point) : point
  const [first, payload = '', signature = '', ...more] = jwt.split('.')
  const message = await sha256(toUtf8(`${first}.${payload}`))
  const isSigned = await verifyDer(publicKey, message, toDer(signature))
  if (!isSigned || first !== header || more.length > 0) throw invalid('not signed by this server as a session token')
  return readPayload(payload)
}

/** DER of a signature in base64url; empty, hence wrong, when it is malformed. */
function toDer(signature: string): Bytes {
  try {
    return toDerSignature(readBase64url(signature))
  } catch {
    return new Uint8Array()
  }
}

/** The server signed these bytes, but they may have been meant for something else. */
function readPayload(payload: string): SessionClaims {
  const members = recode('SESSION_JWT_INVALID', 'The payload of a session token must be JSON in base64url.', () =>
    Object(JSON.parse(readUtf8(readBase64url(payload)))),
  )
  const readText = (name: string): string => {
    const member: unknown = Reflect.get(members, name)
    if (typeof member !== 'string') throw invalid(`without ${name}`)
    return member
  }
  const readOptional = (name: string): string | undefined =>
    Reflect.get(members, name) === undefined ? undefined : readText(name)
  const [sessionProfileId, scope] = [readOptional('session_profile_id'), readOptional('scope')]
  const expiresAtSeconds: unknown = Reflect.get(members, 'exp')
  if (typeof expiresAtSeconds !== 'number') throw invalid('without exp')
  return {
    expiresAtSeconds,
    publicKeyHex: readText('public_key'),
    sessionType: readText('session_type'),
    userId: readText('user_id'),
    organizationId: readText('organization_id'),
    ...(sessionProfileId !== undefined && { sessionProfileId }),
    ...(scope !== undefined && { scope }),
  }
}

function invalid(what: string): CryptoError {
  return new CryptoError('SESSION_JWT_INVALID', `The session token is ${what}.`)
}
