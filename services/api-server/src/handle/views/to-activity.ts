/** Activities as answers give them. */
import { type ActivityRecord, type ActivityVersion, activities } from '@latchkey/contract'
import { readUtf8, toHex } from '@latchkey/crypto'
import type { FoundActivity } from '../../store/activity-rows.ts'
import { toTimestamp } from './to-timestamp.ts'
import { toVote } from './to-vote.ts'

const versions = new Map<string, ActivityVersion>(
  Object.values(activities).flatMap((operation) => Object.entries<ActivityVersion>(operation.versions)),
)

/**
 * Wire form of a recorded write: the intent repeats the signed parameters, the result stands under every name that some
 * client generation reads.
 * @param activity recorded write; without its proposer, who may be gone, it has no vote
 * @see Turnkey wire protocol: Activity
 */
export function toActivity(activity: FoundActivity): ActivityRecord {
  const { intentKey, resultKeys } = getVersion(activity.type)
  const createdAt = toTimestamp(activity.createdAtMs)
  return {
    id: activity.activityId,
    organizationId: activity.organizationId,
    status: activity.status as ActivityRecord['status'],
    type: activity.type,
    intent: { [intentKey]: readParameters(activity.body) },
    result: Object.fromEntries(resultKeys.map((key) => [key, activity.result])),
    votes: activity.proposer === undefined ? [] : [toVote(activity, activity.proposer)],
    fingerprint: `sha256:${toHex(activity.fingerprint)}`,
    canApprove: false,
    canReject: false,
    createdAt,
    updatedAt: createdAt,
  }
}

function getVersion(type: string): ActivityVersion {
  const version = versions.get(type)
  if (version === undefined) throw new Error(`an activity of unknown type ${type} is stored`)
  return version
}

function readParameters(body: Uint8Array): unknown {
  const { parameters }: { parameters?: unknown } = JSON.parse(readUtf8(body))
  return parameters
}
