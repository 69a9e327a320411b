/** `/public/v1/query/get_api_keys`: Lists the API keys of one user, or of everyone in the organization. */
import { Type } from 'typebox'
import { ApiKey } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Lists the API keys of one user, or of everyone in the organization. */
export const getApiKeys = query({
  summary: 'Lists the API keys of one user, or of everyone in the organization.',
  request: Type.Object({ organizationId: Id, userId: Type.Optional(Id) }),
  response: Type.Object({ apiKeys: Type.Array(ApiKey) }),
  tag: 'API keys',
  example: { organizationId: exampleIds.organization, userId: exampleIds.user },
})
