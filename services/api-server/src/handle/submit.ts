/** The way of every write with an effect: prepared, recorded once with its exact bytes, and answered as an activity. */
import type { ActivityRecord } from '@latchkey/contract'
import type { ActivityCall, Grant } from '../call.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { ActivityRow } from '../store/activity-rows.ts'
import { type Effect, undecided } from '../store/store.ts'
import type { System } from '../system.ts'
import type { EffectiveName } from './activity-handler.ts'
import { answerFound } from './answer-found.ts'
import { checkLiveCredential } from './check-live-credential.ts'
import { checkTimestamp } from './check-timestamp.ts'
import { prepare } from './prepare.ts'
import { readQuorum } from './quorum.ts'
import { reveal } from './reveal.ts'
import { toStampRecord } from './to-stamp-record.ts'
import { toActivity } from './views/to-activity.ts'

/**
 * The recorded activity with its result, or waiting for the root quorum. The same bytes again give the same activity, without a
 * second effect.
 * @param call write the caller may make
 * @param caller who signed it
 * @param grant on whose decision it goes ahead
 * @param system what handlers may reach
 * @throws ACTIVITY_TAKEN when another user submitted the same bytes before
 * @throws TIMESTAMP_OUTSIDE_WINDOW when the bytes are new and were signed too long ago or in the future
 * @throws PUBLIC_KEY_NOT_FOUND, API_KEY_EXPIRED, CREDENTIAL_ID_NOT_FOUND when the credential died meanwhile
 * @throws REQUEST_NOT_AUTHORIZED when the caller ceased to be a root user meanwhile
 * @throws every refusal of the operation's own handler
 * @see Turnkey wire protocol: fingerprint and idempotency
 */
export async function submit(
  call: ActivityCall<EffectiveName>,
  caller: Caller,
  grant: Grant,
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
  const decided = grant === 'root-quorum' ? awaitQuorum(effect, caller) : effect
  const recorded = await system.store.recordActivity(activity, guard(decided, call, caller, system))
  if (recorded.userId !== caller.userId) throw new Refusal('ACTIVITY_TAKEN')
  // One that waits or had to wait has votes, and is read again with them.
  if (isByQuorum(recorded)) return answerFound(recorded.activityId, caller, system)
  const proposer = await system.store.findUser(caller.organizationId, caller.userId)
  const result = await reveal(call.name, recorded, system)
  return { activity: toActivity({ ...recorded, result, proposer, votes: [] }, caller, system.nowMs()) }
}

/** What must hold at the moment of the effect runs with it, inside the transaction, and therefore only for new bytes. */
function guard(effect: Effect, call: Pick<ActivityCall, 'timestampMs'>, caller: Caller, system: System): Effect {
  return async (transaction, activity) => {
    checkTimestamp(call.timestampMs, activity.createdAtMs)
    await checkLiveCredential(transaction, caller, system.nowMs())
    return effect(transaction, activity)
  }
}

/** Leaves undone what the caller cannot decide alone at this very moment. */
function awaitQuorum(effect: Effect, { organizationId, userId }: Caller): Effect {
  return async (transaction, activity) => {
    const { threshold, rootUserIds } = await readQuorum(transaction, organizationId)
    if (!rootUserIds.has(userId)) throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: 'not a root user any more' })
    return threshold > 1 ? undecided : effect(transaction, activity)
  }
}

function isByQuorum({ status, decidedAtMs }: ActivityRow): boolean {
  return status !== 'ACTIVITY_STATUS_COMPLETED' || decidedAtMs !== undefined
}
