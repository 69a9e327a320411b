/** `/public/v1/submit/create_session_profile`: makes a session profile, which limits what sessions opened with it may do. */
import { Type } from 'typebox'
import { ExpirationSeconds } from '../fields.ts'
import { activity, version } from '../operation.ts'
import { Notes, ScopeExpression, SessionProfileName } from '../session-profile.ts'

/** Makes a session profile. It cannot be changed or deleted afterwards. */
export const createSessionProfile = activity({
  summary: 'Makes a session profile, which limits what sessions opened with it may do.',
  versions: {
    ACTIVITY_TYPE_CREATE_SESSION_PROFILE: version(
      'createSessionProfileIntent',
      ['createSessionProfileResult'],
      Type.Object({
        sessionProfileName: SessionProfileName,
        scope: ScopeExpression,
        expirationSeconds: Type.Optional(ExpirationSeconds),
        notes: Type.Optional(Notes),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_SESSION_PROFILE',
  result: Type.Object({ sessionProfileId: Type.String() }),
  tag: 'Sessions',
  example: {
    sessionProfileName: 'Support',
    scope: "activity.resource == 'USER' && activity.action == 'UPDATE'",
    expirationSeconds: '900',
  },
})
