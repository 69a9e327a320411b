/** `/public/v1/query/get_organization`: returns an organization with its users, their tags, root quorum and features. */
import { Type } from 'typebox'
import { User } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Features } from '../features.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'
import { Tag } from '../tags.ts'

const Empty = Type.Array(Type.Unknown())

/** Returns an organization with its users, root quorum and features. */
export const getOrganization = query({
  summary: 'Returns an organization with its users, root quorum and features.',
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({
    organizationData: Type.Object({
      organizationId: Type.String(),
      name: Type.String(),
      users: Type.Array(User),
      policies: Empty,
      privateKeys: Empty,
      invitations: Empty,
      tags: Type.Array(Tag),
      rootQuorum: Type.Object({ threshold: Type.Integer(), userIds: Type.Array(Type.String()) }),
      features: Features,
      wallets: Empty,
    }),
  }),
  tag: 'Organizations',
  example: { organizationId: exampleIds.organization },
})
