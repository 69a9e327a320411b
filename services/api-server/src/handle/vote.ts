/** The way of approvals and rejections: a vote about a recorded activity, which is carried out with the vote that completes the quorum. */
import type { ActivityRecord } from '@latchkey/contract'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { ActivityRow, VoteRow } from '../store/activity-rows.ts'
import type { Effect, Transaction } from '../store/store.ts'
import type { System } from '../system.ts'
import type { VoteCall } from './activity-handler.ts'
import { answerFound } from './answer-found.ts'
import { carryOut } from './carry-out.ts'
import { checkLiveCredential } from './check-live-credential.ts'
import { checkTimestamp } from './check-timestamp.ts'
import { prepareWaiting } from './prepare-waiting.ts'
import { readOpinions, readQuorum, tally } from './quorum.ts'
import { toStampRecord } from './to-stamp-record.ts'

/** A vote on its way into the store. */
interface Ballot {
  call: VoteCall
  caller: Caller
  vote: VoteRow
  /** What the activity does once the quorum has agreed. */
  effect: Effect
}

/**
 * The activity a vote is about, as it stands afterwards. The same bytes again count once.
 * @param call approval or rejection with the fingerprint of an activity
 * @param caller root user
 * @param system what handlers may reach
 * @throws FINGERPRINT_NOT_FOUND when the caller's organization has no such activity
 * @throws ACTIVITY_DECIDED when it does not wait any more
 * @throws TIMESTAMP_OUTSIDE_WINDOW when the bytes are new and were signed too long ago or in the future
 * @throws PUBLIC_KEY_NOT_FOUND, API_KEY_EXPIRED, CREDENTIAL_ID_NOT_FOUND when the credential died meanwhile
 * @throws REQUEST_NOT_AUTHORIZED when the caller ceased to be a root user meanwhile
 * @see Turnkey wire protocol: fingerprint, idempotency, votes
 */
export async function vote(call: VoteCall, caller: Caller, system: System): Promise<{ activity: ActivityRecord }> {
  const activity = await findTarget(call.parameters.fingerprint, caller, system)
  const cast = await toVote(call, caller, activity, system)
  const ballot = { call, caller, vote: cast, effect: await prepareWaiting(activity, system) }
  await system.store.transact((transaction) => count(transaction, ballot, activity.fingerprint, system))
  return answerFound(activity.activityId, caller, system)
}

async function findTarget(text: string, { organizationId }: Caller, { store }: System): Promise<ActivityRow> {
  const [, digest] = /^sha256:([0-9a-f]{64})$/.exec(text) ?? []
  const found =
    digest === undefined ? undefined : await store.findActivityByFingerprint(organizationId, Buffer.from(digest, 'hex'))
  if (found === undefined) throw new Refusal('FINGERPRINT_NOT_FOUND')
  return found
}

async function toVote(call: VoteCall, caller: Caller, { activityId }: ActivityRow, system: System): Promise<VoteRow> {
  return {
    voteId: system.newId(),
    organizationId: caller.organizationId,
    activityId,
    userId: caller.userId,
    selection: call.name === 'approve_activity' ? 'VOTE_SELECTION_APPROVED' : 'VOTE_SELECTION_REJECTED',
    fingerprint: call.fingerprint,
    body: call.bytes,
    stamp: await toStampRecord(call, caller, system.store),
    createdAtMs: system.nowMs(),
  }
}

/**
 * The organization's row is locked first: two votes at once are counted one after the other, and only one completes the quorum; a key that
 * is deleted before its vote's turn has none.
 */
async function count(transaction: Transaction, ballot: Ballot, fingerprint: Uint8Array, system: System): Promise<void> {
  const { caller, vote: cast } = ballot
  const nowMs = system.nowMs()
  const quorum = await readQuorum(transaction, cast.organizationId)
  await checkLiveCredential(transaction, caller, nowMs)
  const activity = await getLocked(transaction, cast.organizationId, fingerprint)
  const earlier = await transaction.listVotes(cast.organizationId, cast.activityId)
  if (isRetry(cast, earlier)) return
  checkTimestamp(ballot.call.timestampMs, nowMs)
  if (!quorum.rootUserIds.has(cast.userId)) {
    throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: 'not a root user any more' })
  }
  if (activity.status !== 'ACTIVITY_STATUS_CONSENSUS_NEEDED') throw new Refusal('ACTIVITY_DECIDED')
  await transaction.addVote(cast)
  const outcome = tally(readOpinions(activity, [...earlier, cast], nowMs), quorum)
  // Where fewer must agree than before, earlier approvals may be enough by now; it is not for a rejection to act on them.
  const isApproval = cast.selection === 'VOTE_SELECTION_APPROVED'
  if (outcome === 'agreed' && isApproval) await carryOut(transaction, activity, ballot.effect, nowMs)
  if (outcome === 'rejected') await reject(transaction, activity, nowMs)
}

async function getLocked(
  transaction: Transaction,
  organizationId: string,
  fingerprint: Uint8Array,
): Promise<ActivityRow> {
  const activity = await transaction.lockActivity(organizationId, fingerprint)
  if (activity === undefined) throw new Error('an activity that was found is not stored any more')
  return activity
}

function isRetry({ fingerprint, userId }: VoteRow, earlier: readonly VoteRow[]): boolean {
  return earlier.some((vote) => vote.userId === userId && Buffer.compare(vote.fingerprint, fingerprint) === 0)
}

async function reject(transaction: Transaction, activity: ActivityRow, nowMs: number): Promise<void> {
  await transaction.decideActivity(activity, {
    status: 'ACTIVITY_STATUS_REJECTED',
    result: null,
    failure: undefined,
    decidedAtMs: nowMs,
  })
}
