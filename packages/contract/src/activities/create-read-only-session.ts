/** `/public/v1/submit/create_read_only_session`: opens a read-only session of one hour; this is what `login()` calls. */
import { Type } from 'typebox'
import { activity, version } from '../operation.ts'

/** Opens a read-only session of one hour for the stamping user. `sessionExpiry` is in seconds since 1970-01-01 UTC, as a string. */
export const createReadOnlySession = activity({
  summary: 'Opens a read-only session of one hour for the stamping user.',
  resolvesSubOrganization: true,
  versions: {
    ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION: version(
      'createReadOnlySessionIntent',
      ['createReadOnlySessionResult'],
      Type.Object({}),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION',
  result: Type.Object({
    organizationId: Type.String(),
    organizationName: Type.String(),
    userId: Type.String(),
    username: Type.String(),
    session: Type.String(),
    sessionExpiry: Type.String(),
  }),
  tag: 'Sessions',
  example: {},
})
