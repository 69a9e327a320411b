/** Carrying out an activity that the root quorum has agreed to. */
import { Refusal } from '../refusal.ts'
import type { ActivityRow, Decision } from '../store/activity-rows.ts'
import type { Effect, Transaction } from '../store/store.ts'

/**
 * Runs the effect of an activity that had waited, and writes down what came of it. A refusal leaves nothing of the effect: the activity
 * has failed then, and says why.
 * @param transaction the one in which the decisive vote is recorded
 * @param activity its locked row
 * @param effect what it does
 * @param nowMs moment from which the lives of new credentials count, in milliseconds since 1970-01-01 UTC
 * @throws whatever is not the fault of the activity, such as STORE_UNAVAILABLE
 */
export async function carryOut(
  transaction: Transaction,
  activity: ActivityRow,
  effect: Effect,
  nowMs: number,
): Promise<void> {
  await transaction.decideActivity(activity, {
    ...(await attempt(transaction, activity, effect, nowMs)),
    decidedAtMs: nowMs,
  })
}

async function attempt(
  transaction: Transaction,
  { activityId }: ActivityRow,
  effect: Effect,
  nowMs: number,
): Promise<Omit<Decision, 'decidedAtMs'>> {
  try {
    const result = await transaction.attempt(() => effect(transaction, { activityId, createdAtMs: nowMs }))
    return { status: 'ACTIVITY_STATUS_COMPLETED', result, failure: undefined }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'STORE_UNAVAILABLE') throw error
    const failure = { code: error.code, fieldViolations: error.details.fieldViolations ?? [] }
    return { status: 'ACTIVITY_STATUS_FAILED', result: null, failure }
  }
}
