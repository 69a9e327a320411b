/** `/public/v1/submit/delete_users`: removes users with all they sign in with. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Removes users; their API keys, passkeys and sessions end with them. */
export const deleteUsers = activity({
  summary: 'Removes users; their API keys, passkeys and sessions are refused from the next request on.',
  versions: {
    ACTIVITY_TYPE_DELETE_USERS: version(
      'deleteUsersIntent',
      ['deleteUsersResult'],
      Type.Object({ userIds: list(Id, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_USERS',
  result: Type.Object({ userIds: Type.Array(Type.String()) }),
  tag: 'Users',
  example: { userIds: [exampleIds.user] },
})
