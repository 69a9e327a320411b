/** `/public/v1/query/get_organization_configs`: returns an organization's features and root quorum. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Features } from '../features.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Returns an organization's features and root quorum. */
export const getOrganizationConfigs = query({
  summary: "Returns an organization's features and root quorum.",
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({
    configs: Type.Object({
      features: Features,
      quorum: Type.Object({ threshold: Type.Integer(), userIds: Type.Array(Type.String()) }),
    }),
  }),
  tag: 'Organizations',
  example: { organizationId: exampleIds.organization },
})
