/** Queries that count the users of an organization. */
import type { Compilable, Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { uuidToBytes } from '../uuid.ts'

/** The one row of a counting query. */
export interface CountRecord {
  count: number
}

/**
 * Builds the query that counts all users.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 */
export function countUsers(db: Kysely<Database>, organizationId: string): Compilable<CountRecord> {
  return db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', uuidToBytes(organizationId))
}

/**
 * Builds the query that counts root users who hold a passkey or an API key without expiry.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param rpIds domains of the passkeys that count, such as `app.example`, at least one; undefined for any
 */
export function countUsableRootUsers(
  db: Kysely<Database>,
  organizationId: string,
  rpIds: readonly string[] | undefined,
): Compilable<CountRecord> {
  const organization = uuidToBytes(organizationId)
  const passkeys = db.selectFrom('authenticators').select('user_id').where('organization_id', '=', organization)
  const passkeyHolders = rpIds === undefined ? passkeys : passkeys.where('rp_id', 'in', [...rpIds])
  const keyHolders = db
    .selectFrom('api_keys')
    .select('user_id')
    .where('organization_id', '=', organization)
    .where('expires_at_ms', 'is', null)
  return db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organization)
    .where('is_root', '=', 1)
    .where((eb) => eb.or([eb('user_id', 'in', passkeyHolders), eb('user_id', 'in', keyHolders)]))
}
