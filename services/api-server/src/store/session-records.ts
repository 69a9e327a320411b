/** Sessions and session profiles between the rows the stages know and the tables' records. */
import type { ApiKeyRow, ReadOnlySessionRow, SessionFacts, SessionOpener, SessionOrigin } from './credential-rows.ts'
import type { ApiKeysTable, ReadOnlySessionsTable, SessionProfilesTable } from './schema.ts'
import type { SessionProfileRow } from './session-rows.ts'
import { bytesToUuid, uuidToBytes } from './uuid.ts'

type OriginRecord = Pick<
  ReadOnlySessionsTable,
  'opener_kind' | 'opener_id' | 'root_passkey_id' | 'last_used_at_ms' | 'user_agent'
>
type FactsRecord = OriginRecord & Pick<ApiKeysTable, 'touched_at_ms' | 'renewable_until_ms' | 'session_profile_id'>

/** What the store calls each kind of opener; 4 is kept for e-mail. */
export const openerNumbers: Readonly<Record<SessionOpener['kind'], number>> = { passkey: 1, 'api-key': 2, session: 3 }
const openerKinds: Readonly<Record<number, SessionOpener['kind']>> = { 1: 'passkey', 2: 'api-key', 3: 'session' }

/** A passkey that is both opener and root is kept once; without an origin, as for permanent keys, all is null. */
function toOriginRecord(origin: SessionOrigin | undefined): OriginRecord {
  const isRoot = origin?.opener.id === origin?.rootPasskeyId
  return {
    opener_kind: origin === undefined ? null : openerNumbers[origin.opener.kind],
    opener_id: toOptionalBytes(origin?.opener.id),
    root_passkey_id: isRoot ? null : toOptionalBytes(origin?.rootPasskeyId),
    last_used_at_ms: origin?.lastUsedAtMs ?? null,
    user_agent: origin?.userAgent ?? null,
  }
}

/**
 * Converts the columns that only session keys fill.
 * @param row key to store
 */
export function toFactsRecord({ session, createdAtMs }: Pick<ApiKeyRow, 'session' | 'createdAtMs'>): FactsRecord {
  return {
    ...toOriginRecord(session),
    touched_at_ms: session === undefined || session.touchedAtMs === createdAtMs ? null : session.touchedAtMs,
    renewable_until_ms: session?.renewableUntilMs ?? null,
    session_profile_id: toOptionalBytes(session?.sessionProfileId),
  }
}

/**
 * Converts a read-only session.
 * @param row session to store
 */
export function toReadOnlySessionRecord(row: ReadOnlySessionRow): ReadOnlySessionsTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    token_hash: row.tokenHash,
    user_id: uuidToBytes(row.userId),
    expires_at_ms: row.expiresAtMs,
    session_id: uuidToBytes(row.sessionId),
    created_at_ms: row.createdAtMs,
    ...toOriginRecord(row.origin),
  }
}

/**
 * Converts a session profile.
 * @param row profile to store
 */
export function toSessionProfileRecord(row: SessionProfileRow): SessionProfilesTable {
  return {
    organization_id: uuidToBytes(row.organizationId),
    session_profile_id: uuidToBytes(row.sessionProfileId),
    session_profile_name: row.sessionProfileName,
    scope: row.scope,
    expiration_seconds: row.expirationSeconds ?? null,
    notes: row.notes ?? null,
    created_at_ms: row.createdAtMs,
  }
}

function toOrigin(record: OriginRecord): SessionOrigin | undefined {
  const kind = openerKinds[record.opener_kind ?? 0]
  if (kind === undefined || record.opener_id === null) return undefined
  const id = bytesToUuid(record.opener_id)
  return {
    opener: { kind, id },
    rootPasskeyId: kind === 'passkey' ? id : toOptionalUuid(record.root_passkey_id),
    userAgent: record.user_agent ?? undefined,
    lastUsedAtMs: record.last_used_at_ms ?? undefined,
  }
}

/**
 * Reads what a record of `api_keys` says about the session.
 * @param record record as stored
 */
export function toSessionFacts(record: FactsRecord & Pick<ApiKeysTable, 'created_at_ms'>): SessionFacts | undefined {
  const origin = toOrigin(record)
  if (origin === undefined || record.renewable_until_ms === null) return undefined
  return {
    ...origin,
    touchedAtMs: record.touched_at_ms ?? record.created_at_ms,
    renewableUntilMs: record.renewable_until_ms,
    sessionProfileId: toOptionalUuid(record.session_profile_id),
  }
}

/**
 * Converts a record of `read_only_sessions`.
 * @param record record as stored
 */
export function toReadOnlySessionRow(record: ReadOnlySessionsTable): ReadOnlySessionRow {
  const origin = toOrigin(record)
  return {
    organizationId: bytesToUuid(record.organization_id),
    tokenHash: record.token_hash,
    userId: bytesToUuid(record.user_id),
    expiresAtMs: record.expires_at_ms,
    sessionId: bytesToUuid(record.session_id),
    createdAtMs: record.created_at_ms,
    ...(origin && { origin }),
  }
}

/**
 * Converts a record of `session_profiles`.
 * @param record record as stored
 */
export function toSessionProfileRow(record: SessionProfilesTable): SessionProfileRow {
  return {
    organizationId: bytesToUuid(record.organization_id),
    sessionProfileId: bytesToUuid(record.session_profile_id),
    sessionProfileName: record.session_profile_name,
    scope: record.scope,
    expirationSeconds: record.expiration_seconds ?? undefined,
    notes: record.notes ?? undefined,
    createdAtMs: record.created_at_ms,
  }
}

function toOptionalBytes(id: string | undefined): Uint8Array | null {
  return id === undefined ? null : uuidToBytes(id)
}

function toOptionalUuid(bytes: Uint8Array | null): string | undefined {
  return bytes === null ? undefined : bytesToUuid(bytes)
}
