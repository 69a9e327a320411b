/** `/public/v1/submit/set_organization_feature`: sets a feature of an organization. */
import { Type } from 'typebox'
import { FeatureName, Features } from '../features.ts'
import { FeatureValue } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Sets one feature, in place of its earlier value, and returns all that are set. */
export const setOrganizationFeature = activity({
  summary: 'Sets a feature of an organization and returns all that are set.',
  versions: {
    ACTIVITY_TYPE_SET_ORGANIZATION_FEATURE: version(
      'setOrganizationFeatureIntent',
      ['setOrganizationFeatureResult'],
      Type.Object({ name: FeatureName, value: Type.Optional(FeatureValue) }),
    ),
  },
  current: 'ACTIVITY_TYPE_SET_ORGANIZATION_FEATURE',
  result: Type.Object({ features: Features }),
  tag: 'Organizations',
  example: { name: 'FEATURE_NAME_WEBAUTHN_ORIGINS', value: 'http://localhost:4482' },
})
