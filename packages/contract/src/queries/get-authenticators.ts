/** `/public/v1/query/get_authenticators`: Lists the passkeys of one user. */
import { Type } from 'typebox'
import { Authenticator } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Lists the passkeys of one user. */
export const getAuthenticators = query({
  summary: 'Lists the passkeys of one user.',
  request: Type.Object({ organizationId: Id, userId: Id }),
  response: Type.Object({ authenticators: Type.Array(Authenticator) }),
  tag: 'Passkeys',
  example: { organizationId: exampleIds.organization, userId: exampleIds.user },
})
