/** A write as a call: made of a request that arrives, and again of stored bytes when the root quorum has agreed to them. */
import { hash } from 'node:crypto'
import { type ActivityName, activities } from '@latchkey/contract'
import type { ActivityCall, Call } from '../call.ts'
import type { ActivityRow } from '../store/activity-rows.ts'
import { readStrictJsonObject } from '../strict-json.ts'
import { checkActivity, type Members } from './check-request.ts'

/** What reads and writes have in common. */
export type CallBase = Pick<Call, 'requestId' | 'bytes' | 'stamps' | 'clientVersion' | 'meter'>

/** What comes with the bytes of a write. */
export type ActivityBase = CallBase & Pick<ActivityCall, 'userAgent'>

/**
 * The call of a write, after a check of its whole body.
 * @param base bytes and headers
 * @param name path segment
 * @param body members of the parsed bytes
 * @throws ORGANIZATION_ID_MALFORMED, ACTIVITY_TYPE_MISMATCH, REQUEST_INVALID when a member is absent or malformed
 * @see Turnkey wire protocol: activity request
 */
export function toActivityCall(base: ActivityBase, name: ActivityName, body: Members): ActivityCall {
  const { type, version } = checkActivity(name, body)
  return {
    ...base,
    kind: 'activity',
    name,
    operation: activities[name],
    type,
    version,
    organizationId: String(body.organizationId),
    parameters: body.parameters as ActivityCall['parameters'],
    timestampMs: Number(body.timestampMs),
    fingerprint: hash('sha256', base.bytes, 'buffer'),
  }
}

const names: ReadonlyMap<string, ActivityName> = new Map(
  (Object.keys(activities) as ActivityName[]).flatMap((name) =>
    Object.keys(activities[name].versions).map((type) => [type, name] as const),
  ),
)

/**
 * The call of a recorded write, read again from its bytes; it has no stamps, since what they proved is recorded beside it.
 * @param activity as it is stored
 * @throws every refusal of {@link toActivityCall}, where this version of the server is stricter than the one that recorded it
 */
export function readStoredCall({
  activityId,
  type,
  body,
}: Pick<ActivityRow, 'activityId' | 'type' | 'body'>): ActivityCall {
  const name = names.get(type)
  if (name === undefined) throw new Error(`an activity of unknown type ${type} is stored`)
  const base = { requestId: activityId, bytes: body, stamps: {}, clientVersion: undefined, userAgent: undefined }
  return toActivityCall(base, name, readStrictJsonObject(body))
}
