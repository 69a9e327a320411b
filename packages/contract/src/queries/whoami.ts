/** `/public/v1/query/whoami`: Names the user and organization a credential belongs to. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Names the user and organization a credential belongs to. */
export const whoami = query({
  summary: 'Names the user and organization a credential belongs to.',
  resolvesSubOrganization: true,
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({
    organizationId: Type.String(),
    organizationName: Type.String(),
    userId: Type.String(),
    username: Type.String(),
  }),
  tag: 'Organizations',
  example: { organizationId: exampleIds.organization },
})
