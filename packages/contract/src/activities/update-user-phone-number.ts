/** `/public/v1/submit/update_user_phone_number`: gives a user another telephone number, or none. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, PhoneNumber, VerificationToken } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Gives a user another telephone number; `""` clears it. */
export const updateUserPhoneNumber = activity({
  summary: 'Gives a user another telephone number; an empty one clears it.',
  versions: {
    ACTIVITY_TYPE_UPDATE_USER_PHONE_NUMBER: version(
      'updateUserPhoneNumberIntent',
      ['updateUserPhoneNumberResult'],
      Type.Object({ userId: Id, userPhoneNumber: PhoneNumber, verificationToken: Type.Optional(VerificationToken) }),
    ),
  },
  current: 'ACTIVITY_TYPE_UPDATE_USER_PHONE_NUMBER',
  result: Type.Object({ userId: Type.String() }),
  tag: 'Users',
  example: { userId: exampleIds.user, userPhoneNumber: '+442071234567' },
})
