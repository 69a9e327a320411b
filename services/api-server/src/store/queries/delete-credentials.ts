/** Queries that delete credentials: those of a user on request, expired ones of anybody in bounded batches. */
import type { Compilable, Kysely } from 'kysely'
import type { StoreDialect } from '../connection.ts'
import type { Database } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

type BuiltDialect = Pick<StoreDialect, 'queryBuilder' | 'canSkipLocked'>

/**
 * Builds the query that deletes passkeys of a user.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 * @param authenticatorIds lower-case UUIDs, at least one
 */
export function deleteAuthenticators(
  db: Kysely<Database>,
  organizationId: string,
  userId: string,
  authenticatorIds: readonly string[],
): Compilable {
  return db
    .deleteFrom('authenticators')
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('authenticator_id', 'in', authenticatorIds.map(uuidToBytes))
    .where('user_id', '=', uuidToBytes(userId))
}

/**
 * Builds the query that deletes one read-only session of a user, or all of them.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param userId lower-case UUID
 * @param tokenHash SHA-256 of the token, 32 bytes; undefined for all
 */
export function deleteReadOnlySessions(
  db: Kysely<Database>,
  organizationId: string,
  userId: string,
  tokenHash: Uint8Array | undefined,
): Compilable {
  const ofUser = db
    .deleteFrom('read_only_sessions')
    .where('organization_id', '=', uuidToBytes(organizationId))
    .where('user_id', '=', uuidToBytes(userId))
  return tokenHash === undefined ? ofUser : ofUser.where('token_hash', '=', tokenHash)
}

/**
 * Builds the query that deletes API keys that have expired, the longest expired first.
 * @param dialect the database's dialect
 * @param beforeMs keys that expired before this moment, in milliseconds since 1970-01-01 UTC
 * @param limit greatest number of keys
 */
export function deleteExpiredApiKeys(
  { queryBuilder, canSkipLocked }: BuiltDialect,
  beforeMs: number,
  limit: number,
): Compilable {
  return queryBuilder
    .with(
      (expired) => expired('expired').materialized(),
      (db) =>
        db
          .selectFrom('api_keys')
          .select(['organization_id', 'public_key'])
          .where('expires_at_ms', '<', beforeMs)
          .orderBy('expires_at_ms')
          .limit(limit)
          .$if(canSkipLocked, (query) => query.forUpdate().skipLocked()),
    )
    .deleteFrom('api_keys')
    .where((eb) =>
      eb(
        eb.refTuple('organization_id', 'public_key'),
        'in',
        eb.selectFrom('expired').select(['organization_id', 'public_key']).$asTuple('organization_id', 'public_key'),
      ),
    )
}

/**
 * Builds the query that deletes read-only sessions that have expired, the longest expired first.
 * @param dialect the database's dialect
 * @param beforeMs sessions that expired before this moment, in milliseconds since 1970-01-01 UTC
 * @param limit greatest number of sessions
 */
export function deleteExpiredReadOnlySessions(
  { queryBuilder, canSkipLocked }: BuiltDialect,
  beforeMs: number,
  limit: number,
): Compilable {
  return queryBuilder
    .with(
      (expired) => expired('expired').materialized(),
      (db) =>
        db
          .selectFrom('read_only_sessions')
          .select(['organization_id', 'token_hash'])
          .where('expires_at_ms', '<', beforeMs)
          .orderBy('expires_at_ms')
          .limit(limit)
          .$if(canSkipLocked, (query) => query.forUpdate().skipLocked()),
    )
    .deleteFrom('read_only_sessions')
    .where((eb) =>
      eb(
        eb.refTuple('organization_id', 'token_hash'),
        'in',
        eb.selectFrom('expired').select(['organization_id', 'token_hash']).$asTuple('organization_id', 'token_hash'),
      ),
    )
}
