/** Query for the sub-organizations of a parent, by what they or their users have. */
import type { Compilable, Kysely, SelectQueryBuilder } from 'kysely'
import type { Database } from '../schema.ts'
import type { Page, SuborgFilter } from '../store.ts'
import { uuidToBytes } from '../uuid.ts'
import { readOrder } from './page-order.ts'

interface SuborgId {
  organization_id: Uint8Array
}

/** Every table searched has these columns, so one shape stands for all of them. */
type Search = SelectQueryBuilder<
  { searched: SuborgId & { parent_organization_id: Uint8Array | null } },
  'searched',
  object
>

/**
 * Builds the query for a page of ids of sub-organizations, to be put into list order `asc` by `inListOrder`.
 * @param db builder of the database's dialect
 * @param parentOrganizationId lower-case UUID
 * @param filter what to look for; undefined for all
 * @param page which of them
 */
export function selectSuborgIds(
  db: Kysely<Database>,
  parentOrganizationId: string,
  filter: SuborgFilter | undefined,
  page: Page,
): Compilable<SuborgId> {
  let query = search(db, filter)
    .select('organization_id')
    .distinct()
    .where('parent_organization_id', '=', uuidToBytes(parentOrganizationId))
    .orderBy('organization_id', readOrder('asc', page))
    .limit(page.limit)
  if (page.beforeId !== undefined) query = query.where('organization_id', '<', uuidToBytes(page.beforeId))
  if (page.afterId !== undefined) query = query.where('organization_id', '>', uuidToBytes(page.afterId))
  return query
}

function search(db: Kysely<Database>, filter: SuborgFilter | undefined): Search {
  switch (filter?.by) {
    case undefined:
      return db.selectFrom('organizations as searched').where('deleted_at_ms', 'is', null)
    case 'name':
      return db
        .selectFrom('organizations as searched')
        .where('organization_name', '=', filter.value)
        .where('deleted_at_ms', 'is', null)
    case 'user-name':
      return db.selectFrom('users as searched').where('user_name', '=', filter.value)
    case 'email':
      return db.selectFrom('users as searched').where('email', '=', filter.value)
    case 'phone-number':
      return db.selectFrom('users as searched').where('phone_number', '=', filter.value)
    case 'public-key':
      return db.selectFrom('api_keys as searched').where('public_key', '=', filter.publicKey)
    case 'credential-id':
      return db.selectFrom('authenticators as searched').where('credential_id', '=', filter.credentialId)
  }
}
