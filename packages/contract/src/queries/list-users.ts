/** `/public/v1/query/list_users`: Lists the users of an organization with their credentials. */
import { Type } from 'typebox'
import { User } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Lists the users of an organization with their credentials. */
export const listUsers = query({
  summary: 'Lists the users of an organization with their credentials.',
  request: Type.Object({ organizationId: Id }),
  response: Type.Object({ users: Type.Array(User) }),
  tag: 'Users',
  example: { organizationId: exampleIds.organization },
})
