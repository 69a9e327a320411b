/** `/public/v1/submit/create_users`: adds users to an organization. */
import { Type } from 'typebox'
import { UserParams, UserParamsV2, UserParamsV3 } from '../credentials.ts'
import { exampleAuthenticator } from '../examples.ts'
import { list } from '../fields.ts'
import { activity, version } from '../operation.ts'

const resultKeys = ['createUsersResult']

/** Adds users, with their first credentials, to an organization. */
export const createUsers = activity({
  summary: 'Adds users, with their first credentials, to an organization.',
  versions: {
    ACTIVITY_TYPE_CREATE_USERS: version('createUsersIntent', resultKeys, Type.Object({ users: list(UserParams, 1) })),
    ACTIVITY_TYPE_CREATE_USERS_V2: version(
      'createUsersIntentV2',
      resultKeys,
      Type.Object({ users: list(UserParamsV2, 1) }),
    ),
    ACTIVITY_TYPE_CREATE_USERS_V3: version(
      'createUsersIntentV3',
      resultKeys,
      Type.Object({ users: list(UserParamsV3, 1) }),
    ),
    ACTIVITY_TYPE_CREATE_USERS_V4: version(
      'createUsersIntentV4',
      resultKeys,
      Type.Object({ users: list(UserParamsV3, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_USERS_V4',
  result: Type.Object({ userIds: Type.Array(Type.String()) }),
  tag: 'Users',
  example: {
    users: [
      {
        userName: 'Grace Hopper',
        userEmail: 'grace@example.com',
        authenticators: [exampleAuthenticator],
        apiKeys: [],
        oauthProviders: [],
        userTags: [],
      },
    ],
  },
})
