/** `/public/v1/submit/delete_authenticators`: deletes passkeys of a user. */
import { Type } from 'typebox'
import { exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Deletes passkeys of a user, and ends the sessions they opened; `endedSessions` counts those. */
export const deleteAuthenticators = activity({
  summary: 'Deletes passkeys of a user and ends the sessions they opened.',
  versions: {
    ACTIVITY_TYPE_DELETE_AUTHENTICATORS: version(
      'deleteAuthenticatorsIntent',
      ['deleteAuthenticatorsResult'],
      Type.Object({ userId: Id, authenticatorIds: list(Id, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_AUTHENTICATORS',
  result: Type.Object({ authenticatorIds: Type.Array(Type.String()), endedSessions: Type.Integer() }),
  tag: 'Passkeys',
  example: { userId: exampleIds.user, authenticatorIds: [exampleIds.authenticator] },
})
