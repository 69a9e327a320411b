/** Requests of tests: made into calls by the real first stage, then handled as allowed for a caller who counts as proven. */
import {
  type ActivityName,
  type ActivityRecord,
  type ActivityResult,
  activities,
  type QueryName,
  type QueryResponse,
} from '@latchkey/contract'
import { accept } from '../../../src/accept/accept.ts'
import type { ActivityCall, Call } from '../../../src/call.ts'
import type { SignerFacts } from '../../../src/caller.ts'
import { handle } from '../../../src/handle/handle.ts'
import { Refusal } from '../../../src/refusal.ts'
import { anyStamp, callerOf, type Member, type World } from './world.ts'

let lastNonce = 0

/** What a test may say about a write besides its parameters. */
export interface WriteOptions {
  /** Default: the version our own clients send. */
  type?: string
  /** Default: now. */
  timestampMs?: unknown
  /** Headers; default a well-formed `X-Stamp`. */
  rawHeaders?: string[]
}

function toCall(path: string, body: Uint8Array, rawHeaders: string[]): Call {
  return accept({ method: 'POST', path, rawHeaders, body, requestId: 'test' })
}

/**
 * Bytes of a write, different each time.
 * @param world whose clock says when
 * @param organizationId organization it is sent to
 * @param name path segment
 * @param parameters parameters as sent
 * @param options type and moment
 */
export function writeBody(
  world: World,
  organizationId: string,
  name: ActivityName,
  parameters: object,
  options: WriteOptions = {},
): Buffer {
  const { type = activities[name].current, timestampMs = String(world.clock.nowMs) } = options
  return Buffer.from(JSON.stringify({ parameters, organizationId, timestampMs, type, nonce: ++lastNonce }))
}

/**
 * Sends the bytes of a write as a member and answers the activity.
 * @param world the server
 * @param member who signs
 * @param name path segment
 * @param body bytes from {@link writeBody}
 * @param rawHeaders default a well-formed `X-Stamp`
 */
export async function submitBytes(
  world: World,
  member: Member,
  name: ActivityName,
  body: Uint8Array,
  rawHeaders: string[] = ['X-Stamp', anyStamp('02')],
): Promise<ActivityRecord> {
  const call = toCall(`/public/v1/submit/${name}`, body, rawHeaders) as ActivityCall
  const answer = (await handle(call, callerOf(member), 'caller', world.system)) as {
    activity: ActivityRecord
  }
  return answer.activity
}

/**
 * Sends a write as a member and answers its result.
 * @param world the server
 * @param member who signs
 * @param name path segment
 * @param parameters parameters as sent
 * @param options type, moment and headers
 */
export async function submit<Name extends ActivityName>(
  world: World,
  member: Member,
  name: Name,
  parameters: object,
  options: WriteOptions = {},
): Promise<ActivityResult[Name]> {
  const body = writeBody(world, member.organizationId, name, parameters, options)
  const activity = await submitBytes(world, member, name, body, options.rawHeaders)
  return Object.values(activity.result)[0] as ActivityResult[Name]
}

/**
 * Asks as a member and answers what is returned.
 * @param world the server
 * @param member who signs
 * @param name path segment
 * @param request members besides `organizationId`
 * @param facts what differs from the member, such as the organization asked about
 */
export async function ask<Name extends QueryName>(
  world: World,
  member: Member,
  name: Name,
  request: object = {},
  facts: Partial<SignerFacts> = {},
): Promise<QueryResponse[Name]> {
  const caller = callerOf(member, facts)
  const body = Buffer.from(JSON.stringify({ organizationId: caller.targetOrganizationId, ...request }))
  const call = toCall(`/public/v1/query/${name}`, body, ['X-Stamp', anyStamp('02')])
  return (await handle(call, caller, 'caller', world.system)) as QueryResponse[Name]
}

/**
 * The refusal an attempt ends in.
 * @param attempt what must be refused
 * @throws Error when it is not
 */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  try {
    await attempt
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('was not refused')
}

/**
 * Code of the refusal an attempt ends in.
 * @param attempt what must be refused
 */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await refusalOf(attempt)).code
}
