/** `/public/v1/submit/update_user_email`: gives a user another e-mail address, or none. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Email, Id, VerificationToken } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Gives a user another e-mail address; `""` clears it. */
export const updateUserEmail = activity({
  summary: 'Gives a user another e-mail address; an empty one clears it.',
  versions: {
    ACTIVITY_TYPE_UPDATE_USER_EMAIL: version(
      'updateUserEmailIntent',
      ['updateUserEmailResult'],
      Type.Object({ userId: Id, userEmail: Email, verificationToken: Type.Optional(VerificationToken) }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_USER_EMAIL',
  result: Type.Object({ userId: Type.String() }),
  tag: 'Users',
  example: { userId: exampleIds.user, userEmail: 'ada.king@example.com' },
})
