/** What the browser states about an assertion: ceremony, challenge and page. */
import { timingSafeEqual } from 'node:crypto'
import { readBase64urlLenient } from '@latchkey/crypto'
import { isAllowedPage, type OriginLists } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import { readStrictJsonObject } from '../../strict-json.ts'

/** Members of client data, in any shape. */
export type ClientData = Readonly<Record<string, unknown>>

function invalid(reason: string): Refusal {
  return new Refusal('WEBAUTHN_CLIENT_DATA_INVALID', { reason })
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return hasMark ? bytes.subarray(3) : bytes
}

/**
 * The members of client data; browsers add some of their own, which are ignored.
 * @param bytes JSON in UTF-8, a byte order mark is allowed
 * @throws WEBAUTHN_CLIENT_DATA_INVALID when it is not one unambiguous JSON object
 * @see WebAuthn L3 §7.2 steps 8 and 9, §5.8.1
 */
export function readClientData(bytes: Uint8Array): ClientData {
  try {
    return readStrictJsonObject(withoutByteOrderMark(bytes))
  } catch {
    throw invalid('client data is not unambiguous JSON')
  }
}

function isChallenge(challenge: unknown, expected: Uint8Array): boolean {
  if (typeof challenge !== 'string') return false
  try {
    const bytes = readBase64urlLenient(challenge)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  } catch {
    return false
  }
}

/**
 * Checks that client data is of an assertion over a certain challenge; the challenge is compared in constant time.
 * @param clientData from {@link readClientData}
 * @param challenge what must have been asked for: 64 ASCII characters, the hexadecimal SHA-256 of the body
 * @throws WEBAUTHN_CLIENT_DATA_INVALID when it is of another ceremony or another body
 * @see WebAuthn L3 §7.2 steps 10 and 11
 */
export function checkCeremony(clientData: ClientData, challenge: Uint8Array): void {
  if (clientData.type !== 'webauthn.get') throw invalid('not an assertion')
  if (!isChallenge(clientData.challenge, challenge)) throw invalid('challenge of another body')
}

/**
 * Checks that an assertion was made on an allowed page, and not in a frame of another site.
 * @param clientData from {@link readClientData}
 * @param origins lists of allowed origins
 * @throws WEBAUTHN_ORIGIN_NOT_ALLOWED when the page is not on every list
 * @throws WEBAUTHN_FRAMED when the browser states a frame: `crossOrigin` is true or `topOrigin` there
 * @see WebAuthn L3 §7.2 steps 12 to 14
 */
export function checkPage(clientData: ClientData, origins: OriginLists): void {
  const { origin, crossOrigin, topOrigin } = clientData
  if (typeof origin !== 'string' || !isAllowedPage(origin, origins)) throw new Refusal('WEBAUTHN_ORIGIN_NOT_ALLOWED')
  if ((crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined) {
    throw new Refusal('WEBAUTHN_FRAMED')
  }
}
