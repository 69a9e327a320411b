/** `/public/v1/submit/approve_activity`: agrees to a write that waits for the root quorum. */
import { Type } from 'typebox'
import { exampleFingerprint } from '../examples.ts'
import { Fingerprint } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Agrees to a write that waits; once enough root users do, it is carried out. The answer is that write, not the approval. */
export const approveActivity = activity({
  summary: 'Agrees to an activity that waits for the root quorum, and answers that activity.',
  versions: {
    ACTIVITY_TYPE_APPROVE_ACTIVITY: version('approveActivityIntent', [], Type.Object({ fingerprint: Fingerprint })),
  },
  current: 'ACTIVITY_TYPE_APPROVE_ACTIVITY',
  result: Type.Object({}),
  tag: 'Activities',
  example: { fingerprint: exampleFingerprint },
})
