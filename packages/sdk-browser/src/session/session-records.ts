/** The two records kept in local storage, and their reading: storage belongs to the page, so what it holds is not trusted. */

import type { UsedPasskey } from '../passkey/passkey-stamper.ts'

/** Who logged in. */
export interface CurrentUser {
  /** UUID. */
  userId: string
  username: string
  organization: {
    /** UUID of the user's own organization. */
    organizationId: string
    organizationName: string
  }
  /** What lets the page read, and only read, for an hour. */
  readOnlySession: {
    /** Bearer token, sent as `X-Session`. */
    token: string
    /** Milliseconds since 1970-01-01 UTC. */
    expiresAtMs: number
  }
  /** The passkey they logged in with: the one this browser asks for on their behalf. */
  passkey?: UsedPasskey
}

/** An opened session. Nothing here signs: the bundle opens only inside the auth iframe it was sealed for. */
export interface StoredSession {
  /** Credential bundle: base58check of 81 bytes. */
  bundle: string
  /** Compressed P-256 point of the session key, 66 hexadecimal characters. */
  publicKeyHex: string
  /** UUID of the session key on the server. */
  apiKeyId: string
  /** UUID. */
  userId: string
  /** UUID of the organization the key is registered in. */
  organizationId: string
  /** Milliseconds since 1970-01-01 UTC by the server's clock. */
  openedAtMs: number
  /** Milliseconds since 1970-01-01 UTC by the server's clock. */
  expiresAtMs: number
  /** Latest end it can be given without a touch, likewise; known once it was renewed. */
  renewableUntilMs?: number
  /** How far the server's clock was ahead of this device's when that was last learnt, in milliseconds. */
  clockOffsetMs: number
}

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The user in a stored text, or `undefined` when there is none or it is damaged.
 * @param text JSON
 */
export function readUser(text: string | undefined): CurrentUser | undefined {
  const record = readJson(text)
  return isUser(record) ? record : undefined
}

/**
 * The session in a stored text, or `undefined` when there is none or it is damaged.
 * @param text JSON
 */
export function readSession(text: string | undefined): StoredSession | undefined {
  const record = readJson(text)
  return isSession(record) ? record : undefined
}

function isUser(value: unknown): value is CurrentUser {
  return (
    hasTexts(value, 'userId', 'username') &&
    hasTexts(value.organization, 'organizationId', 'organizationName') &&
    hasTexts(value.readOnlySession, 'token') &&
    Number.isFinite(value.readOnlySession.expiresAtMs) &&
    (value.passkey === undefined || hasTexts(value.passkey, 'credentialId'))
  )
}

function isSession(value: unknown): value is StoredSession {
  return (
    hasTexts(value, 'bundle', 'publicKeyHex', 'apiKeyId', 'userId', 'organizationId') &&
    [value.openedAtMs, value.expiresAtMs, value.clockOffsetMs].every(Number.isFinite)
  )
}

function hasTexts(value: unknown, ...names: readonly string[]): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false
  const members = new Map<string, unknown>(Object.entries(value))
  return names.every((name) => typeof members.get(name) === 'string')
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
