/** What a new session takes from whatever opens it, and how far any session can be renewed. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { ApiKeyRow, SessionFacts, SessionOrigin } from '../../store/credential-rows.ts'
import type { Reads, Transaction } from '../../store/store.ts'
import type { Policy } from '../../system.ts'
import type { Birth } from './birth.ts'

/** Everything that is settled about a new session before its own end is. */
export interface SessionTerms extends Omit<SessionFacts, 'renewableUntilMs'> {
  /** Latest end it may ever get without another touch, unless its first one is later. */
  latestEndMs: number
}

/**
 * How long after their touch sessions of an organization can be renewed, in milliseconds: as it says itself, else its parent, else the
 * server; never longer than a session may last.
 * @param store what knows the organizations' settings
 * @param organizationId lower-case UUID
 * @param policy the server's settings
 */
export async function readRenewalMs(
  store: Pick<Reads, 'findSessionRenewal'>,
  organizationId: string,
  policy: Pick<Policy, 'sessionRenewalSeconds' | 'maxSessionSeconds'>,
): Promise<number> {
  const seconds = (await store.findSessionRenewal(organizationId)) ?? policy.sessionRenewalSeconds
  return Math.min(seconds, policy.maxSessionSeconds) * 1000
}

/**
 * Latest end a session may get without another touch, in milliseconds since 1970-01-01 UTC: what was promised when it was opened, or
 * less where its organization has become stricter since; never before its present end.
 * @param row session key
 * @param renewalMs how long after their touch sessions can be renewed now
 */
export function toLatestEndMs(
  { session, createdAtMs, expiresAtMs = createdAtMs }: ApiKeyRow,
  renewalMs: number,
): number {
  if (session === undefined) return expiresAtMs
  return Math.max(expiresAtMs, Math.min(session.renewableUntilMs, session.touchedAtMs + renewalMs))
}

/**
 * Where a session comes from that the caller opens.
 * @param caller who asks, by passkey, API key or session key
 * @param userAgent text as the request states it, at most 256 characters
 * @param signer row of the session key that signed, undefined for anything else
 */
export function toOrigin(
  { credential }: Pick<CallerFacts, 'credential'>,
  userAgent: string | undefined,
  signer: ApiKeyRow | undefined,
): SessionOrigin {
  if (credential.kind === 'read-only-session' || credential.kind === 'root-quorum') {
    throw new Error(`${credential.kind} opens no session`)
  }
  if (credential.kind === 'passkey') {
    const id = credential.authenticatorId
    return { opener: { kind: 'passkey', id }, rootPasskeyId: id, userAgent, lastUsedAtMs: undefined }
  }
  const kind = signer === undefined ? 'api-key' : 'session'
  const rootPasskeyId = signer?.session?.rootPasskeyId
  return { opener: { kind, id: credential.apiKeyId }, rootPasskeyId, userAgent, lastUsedAtMs: undefined }
}

/**
 * Row of the session key that signed, undefined when a passkey or permanent key did.
 * @param transaction the one in which the activity is recorded
 * @param caller who signed
 * @throws PUBLIC_KEY_NOT_FOUND when the key is gone
 */
export async function findSigner(
  transaction: Pick<Transaction, 'findApiKeyOfUser'>,
  { credential, organizationId, userId }: Pick<CallerFacts, 'credential' | 'organizationId' | 'userId'>,
): Promise<ApiKeyRow | undefined> {
  if (credential.kind !== 'api-key' || credential.expiresAtMs === undefined) return undefined
  const row = await transaction.findApiKeyOfUser(organizationId, userId, credential.apiKeyId)
  if (row === undefined) throw new Refusal('PUBLIC_KEY_NOT_FOUND', { reason: 'the session key that signed is gone' })
  return row
}

/**
 * The terms of sessions that an activity opens. A session opened by another inherits touch, limit and profile; with full session
 * powers, it starts anew, except that a profile stays. One that the root quorum opens has none: nobody touched anything for it, and
 * nothing renews it.
 * @param transaction the one in which the activity is recorded
 * @param birth activity, who asks and with what, policy
 * @throws every refusal of {@link findSigner}
 */
export async function readSessionTerms(
  transaction: Pick<Transaction, 'findApiKeyOfUser' | 'findSessionRenewal'>,
  { activity: { createdAtMs }, caller, userAgent, system: { policy } }: Birth,
): Promise<SessionTerms | undefined> {
  if (caller.credential.kind === 'root-quorum') return undefined
  const signer = await findSigner(transaction, caller)
  const renewalMs = await readRenewalMs(transaction, caller.organizationId, policy)
  const sessionProfileId = signer?.session?.sessionProfileId
  const origin = { ...toOrigin(caller, userAgent, signer), sessionProfileId }
  if (signer === undefined || !isHeldToSession(caller, policy)) {
    return { ...origin, touchedAtMs: createdAtMs, latestEndMs: createdAtMs + renewalMs }
  }
  const touchedAtMs = signer.session?.touchedAtMs ?? signer.createdAtMs
  return { ...origin, touchedAtMs, latestEndMs: toLatestEndMs(signer, renewalMs) }
}

/**
 * What is kept of the terms with a session key.
 * @param terms what the session takes from its opener
 * @param expiresAtMs its first end, in milliseconds since 1970-01-01 UTC
 */
export function toSessionFacts({ latestEndMs, ...facts }: SessionTerms, expiresAtMs: number): SessionFacts {
  return { ...facts, renewableUntilMs: Math.max(latestEndMs, expiresAtMs) }
}
