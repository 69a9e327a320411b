/** The way of every write: prepared, recorded once with its exact bytes, and answered as an activity. */
import type { ActivityRecord } from '@latchkey/contract'
import type { ActivityCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Effect } from '../store/store.ts'
import type { System } from '../system.ts'
import { checkLiveCredential } from './check-live-credential.ts'
import { checkTimestamp } from './check-timestamp.ts'
import { prepare } from './prepare.ts'
import { reveal } from './reveal.ts'
import { toStampRecord } from './to-stamp-record.ts'
import { toActivity } from './views/to-activity.ts'

/**
 * The recorded activity with its result. The same bytes again give the same activity, without a second effect.
 * @param call write the caller may make
 * @param caller who signed it
 * @param system what handlers may reach
 * @throws ACTIVITY_TAKEN when another user submitted the same bytes before
 * @throws TIMESTAMP_OUTSIDE_WINDOW when the bytes are new and were signed too long ago or in the future
 * @throws PUBLIC_KEY_NOT_FOUND, API_KEY_EXPIRED, CREDENTIAL_ID_NOT_FOUND when the credential died meanwhile
 * @throws every refusal of the operation's own handler
 * @see Turnkey wire protocol: fingerprint and idempotency
 */
export async function submit(
  call: ActivityCall,
  caller: Caller,
  system: System,
): Promise<{ activity: ActivityRecord }> {
  const effect = await prepare(call, caller, system)
  const activity = {
    activityId: system.newId(),
    createdAtMs: system.nowMs(),
    organizationId: caller.organizationId,
    fingerprint: call.fingerprint,
    type: call.type,
    userId: caller.userId,
    body: call.bytes,
    stamp: await toStampRecord(call, caller, system.store),
  }
  const recorded = await system.store.recordActivity(activity, guard(effect, call, caller, system))
  if (recorded.userId !== caller.userId) throw new Refusal('ACTIVITY_TAKEN')
  const proposer = await system.store.findUser(caller.organizationId, caller.userId)
  const result = await reveal(call.name, recorded, system)
  return { activity: toActivity({ ...recorded, result, proposer }) }
}

/** What must hold at the moment of the effect runs with it, inside the transaction, and therefore only for new bytes. */
function guard(effect: Effect, call: ActivityCall, caller: Caller, system: System): Effect {
  return async (transaction, activity) => {
    checkTimestamp(call.timestampMs, activity.createdAtMs)
    await checkLiveCredential(transaction, caller, system.nowMs())
    return effect(transaction, activity)
  }
}
