/** `/public/v1/query/get_authenticator`: Returns one passkey. */
import { Type } from 'typebox'
import { Authenticator } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Returns one passkey. */
export const getAuthenticator = query({
  summary: 'Returns one passkey.',
  request: Type.Object({ organizationId: Id, authenticatorId: Id }),
  response: Type.Object({ authenticator: Authenticator }),
  tag: 'Passkeys',
  example: { organizationId: exampleIds.organization, authenticatorId: exampleIds.authenticator },
})
