/** Schema of an activity as `submit`, `get_activity` and `list_activities` return it. */
import { Type } from 'typebox'
import { User } from './credentials.ts'
import { Timestamp } from './fields.ts'

/** Where an activity stands. The server finishes activities before it answers, so clients normally see COMPLETED. */
export const ActivityStatus = Type.Union(
  [
    Type.Literal('ACTIVITY_STATUS_CREATED'),
    Type.Literal('ACTIVITY_STATUS_PENDING'),
    Type.Literal('ACTIVITY_STATUS_COMPLETED'),
    Type.Literal('ACTIVITY_STATUS_FAILED'),
    Type.Literal('ACTIVITY_STATUS_CONSENSUS_NEEDED'),
    Type.Literal('ACTIVITY_STATUS_REJECTED'),
    Type.Literal('ACTIVITY_STATUS_AUTHENTICATORS_NEEDED'),
  ],
  { description: 'an ACTIVITY_STATUS_… name' },
)

/** One user's decision about an activity; submitting it is the first. A user's last one counts. */
const Vote = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  user: User,
  activityId: Type.String(),
  selection: Type.Union([Type.Literal('VOTE_SELECTION_APPROVED'), Type.Literal('VOTE_SELECTION_REJECTED')]),
  message: Type.String(),
  publicKey: Type.String(),
  signature: Type.String(),
  scheme: Type.String(),
  createdAt: Timestamp,
})

/** Recorded write. `intent` and `result` have one member each, named by the activity's version; `result` is `{}` until completion. */
export const ActivityRecord = Type.Object({
  id: Type.String(),
  organizationId: Type.String(),
  status: ActivityStatus,
  type: Type.String(),
  intent: Type.Record(Type.String(), Type.Unknown()),
  result: Type.Record(Type.String(), Type.Unknown()),
  votes: Type.Array(Vote),
  fingerprint: Type.String(),
  canApprove: Type.Boolean(),
  canReject: Type.Boolean(),
  /** Why an activity that the root quorum agreed to could not be carried out; only where it failed. */
  failure: Type.Optional(
    Type.Object({
      code: Type.Integer(),
      message: Type.String(),
      details: Type.Array(Type.Object({ '@type': Type.String() })),
    }),
  ),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
