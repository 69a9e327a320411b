/** `/public/v1/submit/remove_organization_feature`: takes a feature of an organization back. */
import { Type } from 'typebox'
import { FeatureName, Features } from '../features.ts'
import { activity, version } from '../operation.ts'

/** Removes one feature, if it is set, and returns all that are still set. */
export const removeOrganizationFeature = activity({
  summary: 'Removes a feature of an organization and returns all that are still set.',
  versions: {
    ACTIVITY_TYPE_REMOVE_ORGANIZATION_FEATURE: version(
      'removeOrganizationFeatureIntent',
      ['removeOrganizationFeatureResult'],
      Type.Object({ name: FeatureName }),
    ),
  },
  current: 'ACTIVITY_TYPE_REMOVE_ORGANIZATION_FEATURE',
  result: Type.Object({ features: Features }),
  tag: 'Organizations',
  example: { name: 'FEATURE_NAME_WEBAUTHN_ORIGINS' },
})
