/** Activities as answers give them. */
import { type ActivityRecord, type ActivityVersion, activities } from '@latchkey/contract'
import { readUtf8, toHex } from '@latchkey/crypto'
import type { CallerFacts } from '../../caller.ts'
import type { FoundActivity } from '../../store/activity-rows.ts'
import { readOpinions } from '../quorum.ts'
import { toFailure } from './to-failure.ts'
import { toTimestamp } from './to-timestamp.ts'
import { toVotes } from './to-votes.ts'

const versions = new Map<string, ActivityVersion>(
  Object.values(activities).flatMap((operation) => Object.entries<ActivityVersion>(operation.versions)),
)

/** What decides whether somebody may vote. */
type Viewer = Pick<CallerFacts, 'organizationId' | 'userId' | 'isRoot'>

/**
 * Wire form of a recorded write: the intent repeats the signed parameters, the result stands under every name that some
 * client generation reads.
 * @param activity recorded write, with its proposer and the votes about it
 * @param viewer who is answered, and may vote or not
 * @param nowMs server time in milliseconds since 1970-01-01 UTC, which says whose approval still counts
 * @see Turnkey wire protocol: Activity
 */
export function toActivity(activity: FoundActivity, viewer: Viewer, nowMs: number): ActivityRecord {
  const { intentKey, resultKeys } = getVersion(activity.type)
  const isCompleted = activity.status === 'ACTIVITY_STATUS_COMPLETED'
  return {
    id: activity.activityId,
    organizationId: activity.organizationId,
    status: activity.status,
    type: activity.type,
    intent: { [intentKey]: readParameters(activity.body) },
    result: isCompleted ? Object.fromEntries(resultKeys.map((key) => [key, activity.result])) : {},
    votes: toVotes(activity),
    fingerprint: `sha256:${toHex(activity.fingerprint)}`,
    ...toPowers(activity, viewer, nowMs),
    createdAt: toTimestamp(activity.createdAtMs),
    updatedAt: toTimestamp(getLastMs(activity)),
    ...(activity.failure !== undefined && { failure: toFailure(activity.failure) }),
  }
}

/** Nobody is offered to say again what they have said. */
function toPowers(
  activity: FoundActivity,
  { organizationId, userId, isRoot }: Viewer,
  nowMs: number,
): Pick<ActivityRecord, 'canApprove' | 'canReject'> {
  const isOpen = activity.status === 'ACTIVITY_STATUS_CONSENSUS_NEEDED'
  if (!isOpen || !isRoot || organizationId !== activity.organizationId) return { canApprove: false, canReject: false }
  const opinion = readOpinions(activity, activity.votes, nowMs).get(userId)
  return { canApprove: opinion !== 'approves', canReject: opinion !== 'rejects' }
}

function getLastMs({ createdAtMs, decidedAtMs, votes }: FoundActivity): number {
  return decidedAtMs ?? votes.at(-1)?.createdAtMs ?? createdAtMs
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
