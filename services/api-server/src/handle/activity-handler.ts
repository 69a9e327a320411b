/** The shape of a handler of writes. */
import type { ActivityName, ActivityParameters, ActivityResult } from '@latchkey/contract'
import type { ActivityCall } from '../call.ts'
import type { CallerFacts } from '../caller.ts'
import type { Effect } from '../store/store.ts'
import type { System } from '../system.ts'

/** Writes that are decisions about other writes. */
export type VoteName = 'approve_activity' | 'reject_activity'

/** Well-formed vote. */
export interface VoteCall extends Omit<ActivityCall, 'name' | 'parameters'> {
  name: VoteName
  parameters: ActivityParameters[VoteName]
}

/** Writes that have an effect of their own. */
export type EffectiveName = Exclude<ActivityName, VoteName>

/**
 * Prepares one write: whatever can be checked without the store is checked here, and what is returned runs inside the
 * transaction that records the activity, or in that of the approval which the root quorum still lacked. Its return value is the
 * stored result.
 */
export type ActivityHandler<Name extends EffectiveName> = (
  call: ActivityCall<Name>,
  caller: CallerFacts,
  system: System,
) => Effect<ActivityResult[Name]> | Promise<Effect<ActivityResult[Name]>>
