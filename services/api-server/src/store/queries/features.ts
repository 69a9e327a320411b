/** Queries about the features of organizations. */
import type { Compilable, Kysely } from 'kysely'
import type { FeatureRow } from '../organization-rows.ts'
import type { Database, OrganizationFeaturesTable } from '../schema.ts'
import { toFeatureRecord } from '../to-records.ts'
import { uuidToBytes } from '../uuid.ts'

/**
 * Builds the query for all features of an organization, in order of their names.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 */
export function selectFeatures(db: Kysely<Database>, organizationId: string): Compilable<OrganizationFeaturesTable> {
  return db
    .selectFrom('organization_features')
    .selectAll()
    .where('organization_id', '=', uuidToBytes(organizationId))
    .orderBy('feature_name')
}

/**
 * Builds the query that sets a feature, whether it was set before or not.
 * @param db builder of the database's dialect
 * @param row feature to set
 */
export function upsertFeature(db: Kysely<Database>, row: FeatureRow): Compilable {
  const record = toFeatureRecord(row)
  return db
    .insertInto('organization_features')
    .values(record)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'feature_name']).doUpdateSet({ feature_value: record.feature_value }),
    )
}

/**
 * Builds the query that removes one feature of an organization, or all of them.
 * @param db builder of the database's dialect
 * @param organizationId lower-case UUID
 * @param featureName wire name; undefined for all
 */
export function deleteFeatures(
  db: Kysely<Database>,
  organizationId: string,
  featureName: string | undefined,
): Compilable {
  const ofOrganization = db
    .deleteFrom('organization_features')
    .where('organization_id', '=', uuidToBytes(organizationId))
  return featureName === undefined ? ofOrganization : ofOrganization.where('feature_name', '=', featureName)
}
