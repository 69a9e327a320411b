/** Features as answers give them. */
import type { ActivityResult } from '@latchkey/contract'
import type { FeatureRow } from '../../store/organization-rows.ts'

type Feature = ActivityResult['set_organization_feature']['features'][number]

/**
 * Wire form of a feature; without a value it is merely set.
 * @param row stored feature
 * @see Turnkey wire protocol: Feature
 */
export function toFeature({ featureName, value }: FeatureRow): Feature {
  return { name: featureName, ...(value !== undefined && { value }) }
}
