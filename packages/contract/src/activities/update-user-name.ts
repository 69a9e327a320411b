/** `/public/v1/submit/update_user_name`: renames a user. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, UserName } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Renames a user. */
export const updateUserName = activity({
  summary: 'Renames a user.',
  versions: {
    ACTIVITY_TYPE_UPDATE_USER_NAME: version(
      'updateUserNameIntent',
      ['updateUserNameResult'],
      Type.Object({ userId: Id, userName: UserName }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_USER_NAME',
  result: Type.Object({ userId: Type.String() }),
  tag: 'Users',
  example: { userId: exampleIds.user, userName: 'Ada King' },
})
