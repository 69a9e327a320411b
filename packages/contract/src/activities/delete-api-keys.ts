/** `/public/v1/submit/delete_api_keys`: deletes API keys of a user; a deleted session key is refused from the next request on. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Deletes API keys of a user. */
export const deleteApiKeys = activity({
  summary: 'Deletes API keys of a user. A deleted session key is refused from the next request on.',
  versions: {
    ACTIVITY_TYPE_DELETE_API_KEYS: version(
      'deleteApiKeysIntent',
      ['deleteApiKeysResult'],
      Type.Object({ userId: Id, apiKeyIds: list(Id, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_API_KEYS',
  result: Type.Object({ apiKeyIds: Type.Array(Type.String()) }),
  tag: 'API keys',
  example: { userId: exampleIds.user, apiKeyIds: [exampleIds.apiKey] },
})
