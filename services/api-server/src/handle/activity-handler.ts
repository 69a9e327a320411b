/** The shape of a handler of writes. */
import type { ActivityName, ActivityResult } from '@latchkey/contract'
import type { ActivityCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { Effect } from '../store/store.ts'
import type { System } from '../system.ts'

/**
 * Prepares one write: whatever can be checked without the store is checked here, and what is returned runs inside the
 * transaction that records the activity. Its return value is the stored result.
 */
export type ActivityHandler<Name extends ActivityName> = (
  call: ActivityCall<Name>,
  caller: Caller,
  system: System,
) => Effect<ActivityResult[Name]> | Promise<Effect<ActivityResult[Name]>>
