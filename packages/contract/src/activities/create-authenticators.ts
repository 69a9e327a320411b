/** `/public/v1/submit/create_authenticators`: registers passkeys for a user. */
import { Type } from 'typebox'
import { AuthenticatorParams, AuthenticatorParamsV2 } from '../credentials.ts'
import { exampleAuthenticator, exampleIds } from '../examples.ts'
import { Id, list } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Registers passkeys for a user. */
export const createAuthenticators = activity({
  summary: 'Registers passkeys for a user.',
  versions: {
    ACTIVITY_TYPE_CREATE_AUTHENTICATORS: version(
      'createAuthenticatorsIntent',
      ['createAuthenticatorsResult'],
      Type.Object({ userId: Id, authenticators: list(AuthenticatorParams, 1) }),
    ),
    ACTIVITY_TYPE_CREATE_AUTHENTICATORS_V2: version(
      'createAuthenticatorsIntentV2',
      ['createAuthenticatorsResult'],
      Type.Object({ userId: Id, authenticators: list(AuthenticatorParamsV2, 1) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_AUTHENTICATORS_V2',
  result: Type.Object({ authenticatorIds: Type.Array(Type.String()) }),
  tag: 'Passkeys',
  example: { userId: exampleIds.user, authenticators: [exampleAuthenticator] },
})
