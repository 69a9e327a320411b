/** `/public/v1/submit/reject_activity`: disagrees with a write that waits for the root quorum. */
import { Type } from 'typebox'
import { exampleFingerprint } from '../examples.ts'
import { Fingerprint } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Disagrees with a write that waits; once too few root users are left to agree, it is rejected. The answer is that write. */
export const rejectActivity = activity({
  summary: 'Disagrees with an activity that waits for the root quorum, and answers that activity.',
  versions: {
    ACTIVITY_TYPE_REJECT_ACTIVITY: version('rejectActivityIntent', [], Type.Object({ fingerprint: Fingerprint })),
  },
  current: 'ACTIVITY_TYPE_REJECT_ACTIVITY',
  result: Type.Object({}),
  tag: 'Activities',
  example: { fingerprint: exampleFingerprint },
})
