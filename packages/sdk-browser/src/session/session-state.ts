/** What is true of a session at a moment: pure functions over plain data and the time. */
import type { IframeStorage } from '@latchkey/contract/iframe-messages'
import type { LatchkeyError } from '@latchkey/http-client'
import { findSkew } from './server-clock.ts'
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
  /** Why there is no auth iframe. */
  readonly problem?: LatchkeyError | undefined
  /** Whether the network or the server was out of reach when last heard of. */
  readonly isOffline?: boolean
  /** How far the server's clock is ahead of this device's, in milliseconds; default 0. */
  readonly clockOffsetMs?: number
}

/**
 * - `loading`: nothing was read yet: on a server, and in the first render of a page
 * - `signed-out`: no session was opened. Whether somebody is logged in, `user` tells
 * - `restoring`: a stored session lives, but its key is not back in the auth iframe yet
 * - `active`: requests need no touch
 * - `expiring`: they still need none, but the session ends within a minute
 * - `expired`: the last session ended; the next request needs a touch
 * - `offline`: the session lives, but the server is out of reach
 * - `blocked`: there is no auth iframe, hence no session; `problem` says why
 */
export type SessionStatus =
  | 'loading'
  | 'signed-out'
  | 'restoring'
  | 'active'
  | 'expiring'
  | 'expired'
  | 'offline'
  | 'blocked'

/** State of the session for display; the same object as long as nothing changes. */
export interface SessionSnapshot {
  readonly status: SessionStatus
  /** Who logged in. */
  readonly user?: CurrentUser
  /** When the session ends or ended, in milliseconds since 1970-01-01 UTC by this device's clock, as `Date.now()` counts. */
  readonly expiresAtMs?: number
  /** `memory`: the browser lets the auth iframe store nothing, so the session ends with this page. */
  readonly storage?: IframeStorage
  /** Why the status is `blocked`, with a remedy. */
  readonly problem?: LatchkeyError
  /** How far this device's clock is ahead of the server's, in milliseconds, where it is more than a minute off. */
  readonly clockSkewMs?: number
}

/** Before anything was read: on a server, and in the first render of a page. */
export const initialSnapshot: SessionSnapshot = Object.freeze({ status: 'loading' })

/** A session shorter than five of these expires for its last fifth. */
const expiringMs = 60_000

/** Facts at a moment; `live` is the session that can be used then. */
interface Moment extends SessionFacts {
  readonly live: StoredSession | undefined
  readonly nowMs: number
}

/** What each status means; of those that hold, the first counts. */
const rules: readonly (readonly [status: SessionStatus, holds: (moment: Moment) => boolean | undefined])[] = [
  ['blocked', ({ problem }) => problem !== undefined],
  ['signed-out', ({ session }) => !session],
  ['expired', ({ live }) => !live],
  ['offline', ({ isOffline }) => isOffline],
  ['restoring', ({ live, restoredBundle }) => live?.bundle !== restoredBundle],
  ['expiring', ({ live, nowMs }) => live && startOfExpiring(live) <= nowMs],
  ['active', () => true],
]

/**
 * The session that can be used now: not ended, and of whoever is logged in.
 * @param facts user and session
 * @param nowMs the server's time, in milliseconds since 1970-01-01 UTC
 */
export function findLiveSession({ user, session }: SessionFacts, nowMs: number): StoredSession | undefined {
  if (!session || session.expiresAtMs <= nowMs) return undefined
  return !user || user.userId === session.userId ? session : undefined
}

/**
 * Tells whether a session may be given a later end without a touch, as far as is known.
 * @param session alive or not
 */
export function mayBeRenewed({ expiresAtMs, renewableUntilMs = Number.POSITIVE_INFINITY }: StoredSession): boolean {
  return expiresAtMs < renewableUntilMs
}

/**
 * The read-only session that can be used now.
 * @param facts the user with their read-only session
 * @param nowMs the server's time, in milliseconds since 1970-01-01 UTC
 */
export function findReadOnlyToken({ user }: SessionFacts, nowMs: number): string | undefined {
  return user && user.readOnlySession.expiresAtMs > nowMs ? user.readOnlySession.token : undefined
}

/**
 * When time alone changes the status next, in milliseconds since 1970-01-01 UTC by the server's clock; `undefined` for never.
 * @param facts user and session
 * @param nowMs the server's time, in milliseconds since 1970-01-01 UTC
 */
export function findNextChange(facts: SessionFacts, nowMs: number): number | undefined {
  const live = findLiveSession(facts, nowMs)
  return live && [startOfExpiring(live), live.expiresAtMs].find((moment) => moment > nowMs)
}

/**
 * What to show now.
 * @param facts all that is known
 * @param nowMs the server's time, in milliseconds since 1970-01-01 UTC
 */
export function toSnapshot(facts: SessionFacts, nowMs: number): SessionSnapshot {
  const { user, session, storage, problem, clockOffsetMs = 0 } = facts
  const moment = { ...facts, live: findLiveSession(facts, nowMs), nowMs }
  const [status] = rules.find(([, holds]) => holds(moment)) ?? ['active']
  const clockSkewMs = findSkew(clockOffsetMs)
  return Object.freeze({
    status,
    ...(user && { user }),
    ...(session && { expiresAtMs: session.expiresAtMs - clockOffsetMs }),
    ...(storage && { storage }),
    ...(problem && { problem }),
    ...(clockSkewMs && { clockSkewMs }),
  })
}

function startOfExpiring({ openedAtMs, expiresAtMs }: StoredSession): number {
  return expiresAtMs - Math.min(expiringMs, (expiresAtMs - openedAtMs) / 5)
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
 * @param nowMs the server's time, in milliseconds since 1970-01-01 UTC
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
