/** What is true of a session at a moment: pure functions over plain data and the time. */
import type { IframeStorage } from '@latchkey/contract/iframe-messages'
import { SessionError } from './session-error.ts'
import type { CurrentUser, StoredSession } from './session-records.ts'

/** All that is known; everything shown or decided follows from it and the time. */
export interface SessionFacts {
  /** Who logged in. */
  readonly user?: CurrentUser | undefined
  /** The session opened last, alive or not. */
  readonly session?: StoredSession | undefined
  /** Bundle whose key this page brought into the auth iframe; another one is yet to be restored. */
  readonly restoredBundle?: string | undefined
  /** Where the auth iframe keeps its target key, once it said so. */
  readonly storage?: IframeStorage | undefined
}

/**
 * - `restoring`: a stored session lives, but its key is not back in the auth iframe yet; also before storage was read
 * - `active`: requests need no touch
 * - `expired`: the last session ended; the next request needs a touch
 * - `signed-out`: no session was opened. Whether somebody is logged in, `user` tells
 */
export type SessionStatus = 'signed-out' | 'restoring' | 'active' | 'expired'

/** State of the session for display; the same object as long as nothing changes. */
export interface SessionSnapshot {
  readonly status: SessionStatus
  /** Who logged in. */
  readonly user?: CurrentUser
  /** When the session ends or ended, in milliseconds since 1970-01-01 UTC. */
  readonly expiresAtMs?: number
  /** `memory`: the browser lets the auth iframe store nothing, so the session ends with this page. */
  readonly storage?: IframeStorage
}

/** Before anything was read: on a server, and in the first render of a page. */
export const initialSnapshot: SessionSnapshot = Object.freeze({ status: 'restoring' })

/**
 * The session that can be used now: not ended, and of whoever is logged in.
 * @param facts user and session
 * @param nowMs milliseconds since 1970-01-01 UTC
 */
export function findLiveSession({ user, session }: SessionFacts, nowMs: number): StoredSession | undefined {
  if (!session || session.expiresAtMs <= nowMs) return undefined
  return !user || user.userId === session.userId ? session : undefined
}

/**
 * The read-only session that can be used now.
 * @param facts the user with their read-only session
 * @param nowMs milliseconds since 1970-01-01 UTC
 */
export function findReadOnlyToken({ user }: SessionFacts, nowMs: number): string | undefined {
  return user && user.readOnlySession.expiresAtMs > nowMs ? user.readOnlySession.token : undefined
}

/**
 * What to show now.
 * @param facts all that is known
 * @param nowMs milliseconds since 1970-01-01 UTC
 */
export function toSnapshot(facts: SessionFacts, nowMs: number): SessionSnapshot {
  const { user, session, storage } = facts
  return Object.freeze({
    status: toStatus(facts, nowMs),
    ...(user && { user }),
    ...(session && { expiresAtMs: session.expiresAtMs }),
    ...(storage && { storage }),
  })
}

function toStatus(facts: SessionFacts, nowMs: number): SessionStatus {
  if (!facts.session) return 'signed-out'
  const live = findLiveSession(facts, nowMs)
  if (!live) return 'expired'
  return live.bundle === facts.restoredBundle ? 'active' : 'restoring'
}

/**
 * Tells whether two snapshots show the same.
 * @param one a snapshot
 * @param other another
 */
export function isSameSnapshot(one: SessionSnapshot, other: SessionSnapshot): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/**
 * The session as ended: its time is over at the latest now.
 * @param session alive or not
 * @param nowMs milliseconds since 1970-01-01 UTC
 */
export function toEnded(session: StoredSession, nowMs: number): StoredSession {
  return { ...session, expiresAtMs: Math.min(session.expiresAtMs, nowMs) }
}

/**
 * Tells whether a refusal means that the session is over. A key that is not found in some other organization proves nothing.
 * @param code code of the refusal
 * @param organizationId UUID of the organization that was asked
 * @param session the session whose key signed
 */
export function endsSession(code: string, organizationId: string, session: StoredSession): boolean {
  return code === 'API_KEY_EXPIRED' || (code === 'PUBLIC_KEY_NOT_FOUND' && organizationId === session.organizationId)
}

/**
 * A session length in seconds.
 * @param text decimal digits for a whole number from 1
 * @throws EXPIRATION_INVALID when it is anything else
 */
export function readExpirationSeconds(text: string): number {
  const seconds = /^[0-9]{1,15}$/.test(text) ? Number(text) : 0
  if (seconds > 0) return seconds
  throw new SessionError('EXPIRATION_INVALID')
}
