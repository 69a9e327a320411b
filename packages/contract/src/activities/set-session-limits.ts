/** `/public/v1/submit/set_session_limits`: sets how long sessions can be renewed; Latchkey's own addition to the protocol. */
import { Type } from 'typebox'
import { RenewalSeconds } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Sets for how long after the touch that opened it a session can be renewed, in the organization and in sub-organizations without a limit of their own. */
export const setSessionLimits = activity({
  summary: 'Sets for how long after the touch that opened it a session can be renewed.',
  versions: {
    ACTIVITY_TYPE_SET_SESSION_LIMITS: version(
      'setSessionLimitsIntent',
      ['setSessionLimitsResult'],
      Type.Object({ renewalSeconds: RenewalSeconds }),
    ),
  },
  current: 'ACTIVITY_TYPE_SET_SESSION_LIMITS',
  result: Type.Object({ renewalSeconds: Type.String() }),
  tag: 'Sessions',
  example: { renewalSeconds: '28800' },
})
