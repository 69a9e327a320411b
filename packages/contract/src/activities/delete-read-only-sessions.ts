/** `/public/v1/submit/delete_read_only_sessions`: ends read-only sessions; Latchkey's own addition to the protocol, so that logging out revokes. */
import { Type } from 'typebox'
import { activity, version } from '../operation.ts'

/** Ends the read-only session that is presented or, with a stamp, all read-only sessions of the stamping user. */
export const deleteReadOnlySessions = activity({
  summary:
    'Ends the read-only session that is presented or, with a stamp, all read-only sessions of the stamping user.',
  versions: {
    ACTIVITY_TYPE_DELETE_READ_ONLY_SESSIONS: version(
      'deleteReadOnlySessionsIntent',
      ['deleteReadOnlySessionsResult'],
      Type.Object({}),
    ),
  },
  current: 'ACTIVITY_TYPE_DELETE_READ_ONLY_SESSIONS',
  result: Type.Object({ userId: Type.String() }),
  tag: 'Sessions',
  example: {},
})
