/** `/public/v1/submit/create_api_only_users`: adds users that sign with API keys alone. */
import { Type } from 'typebox'
import { ApiKeyParams } from '../credentials.ts'
import { examplePublicKey } from '../examples.ts'
import { Email, Id, list, UserName } from '../fields.ts'
import { activity, version } from '../operation.ts'

const ApiOnlyUserParams = Type.Object({
  userName: UserName,
  userEmail: Type.Optional(Email),
  userTags: list(Id),
  apiKeys: list(ApiKeyParams),
})

/** Adds users that have API keys and no passkeys, such as machines. */
export const createApiOnlyUsers = activity({
  summary: 'Adds users that have API keys and no passkeys.',
  versions: {
    ACTIVITY_TYPE_CREATE_API_ONLY_USERS: version(
      'createApiOnlyUsersIntent',
      ['createApiOnlyUsersResult'],
      Type.Object({ apiOnlyUsers: list(ApiOnlyUserParams, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_API_ONLY_USERS',
  result: Type.Object({ userIds: Type.Array(Type.String()) }),
  tag: 'Users',
  example: {
    apiOnlyUsers: [
      {
        userName: 'Build server',
        userTags: [],
        apiKeys: [{ apiKeyName: 'Build server', publicKey: examplePublicKey }],
      },
    ],
  },
})
