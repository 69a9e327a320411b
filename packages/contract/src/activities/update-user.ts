/** `/public/v1/submit/update_user`: changes a user's name, e-mail address, telephone number or tags. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Email, Id, list, PhoneNumber, UserName } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Changes what is sent of a user and leaves the rest; an empty text clears, an empty list of tags changes nothing, another replaces them. */
export const updateUser = activity({
  summary: "Changes a user's name, e-mail address, telephone number or tags; what is left out stays.",
  versions: {
    ACTIVITY_TYPE_UPDATE_USER: version(
      'updateUserIntent',
      ['updateUserResult'],
      Type.Object({
        userId: Id,
        userName: Type.Optional(UserName),
        userEmail: Type.Optional(Email),
        userTagIds: Type.Optional(list(Id)),
        userPhoneNumber: Type.Optional(PhoneNumber),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_USER',
  result: Type.Object({ userId: Type.String() }),
  tag: 'Users',
  example: { userId: exampleIds.user, userName: 'Ada King', userPhoneNumber: '+442071234567' },
})
