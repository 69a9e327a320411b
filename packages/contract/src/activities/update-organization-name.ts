/** `/public/v1/submit/update_organization_name`: renames an organization. */
import { Type } from 'typebox'
import { Label } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Renames the organization the request names. */
export const updateOrganizationName = activity({
  summary: 'Renames an organization.',
  versions: {
    ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME: version(
      'updateOrganizationNameIntent',
      ['updateOrganizationNameResult'],
      Type.Object({ organizationName: Label }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME',
  result: Type.Object({ organizationId: Type.String(), organizationName: Type.String() }),
  tag: 'Organizations',
  example: { organizationName: 'Analytical Engines' },
})
