/** `/public/v1/query/get_user`: Returns one user with its credentials. */
import { Type } from 'typebox'
import { User } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Returns one user with its credentials. */
export const getUser = query({
  summary: 'Returns one user with its credentials.',
  request: Type.Object({ organizationId: Id, userId: Id }),
  response: Type.Object({ user: User }),
  tag: 'Users',
  example: { organizationId: exampleIds.organization, userId: exampleIds.user },
})
