/** `/public/v1/submit/create_api_keys`: registers API keys for a user; with an expiry, this is what opens a passkey session. */
import { Type } from 'typebox'
import { ApiKeyParams, ApiKeyParamsV2 } from '../credentials.ts'
import { exampleIds, examplePublicKey } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Registers API keys for a user. Keys with `expirationSeconds` are session keys. */
export const createApiKeys = activity({
  summary: 'Registers API keys for a user. A key with expirationSeconds is a session key.',
  versions: {
    ACTIVITY_TYPE_CREATE_API_KEYS: version(
      'createApiKeysIntent',
      ['createApiKeysResult'],
      Type.Object({ userId: Id, apiKeys: list(ApiKeyParams, 1) }),
    ),
    ACTIVITY_TYPE_CREATE_API_KEYS_V2: version(
      'createApiKeysIntentV2',
      ['createApiKeysResult'],
      Type.Object({ userId: Id, apiKeys: list(ApiKeyParamsV2, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
  result: Type.Object({ apiKeyIds: Type.Array(Type.String()) }),
  tag: 'API keys',
  example: {
    userId: exampleIds.user,
    apiKeys: [
      {
        apiKeyName: 'Session in the browser',
        publicKey: examplePublicKey,
        curveType: 'API_KEY_CURVE_P256',
        expirationSeconds: '900',
      },
    ],
  },
})
