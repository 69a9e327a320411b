/** `/public/v1/query/get_api_key`: Returns one API key. */
import { Type } from 'typebox'
import { ApiKey } from '../credentials.ts'
import { exampleIds } from '../examples.ts'
import { Id } from '../fields.ts'
import { query } from '../operation.ts'

/** Returns one API key. */
export const getApiKey = query({
  summary: 'Returns one API key.',
  request: Type.Object({ organizationId: Id, apiKeyId: Id }),
  response: Type.Object({ apiKey: ApiKey }),
  tag: 'API keys',
  example: { organizationId: exampleIds.organization, apiKeyId: exampleIds.apiKey },
})
