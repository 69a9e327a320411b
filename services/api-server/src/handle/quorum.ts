/** The root quorum: who may vote, whose votes count at a moment, and what they amount to. */
import type { ActivityRow, VoteRow } from '../store/activity-rows.ts'
import type { Transaction } from '../store/store.ts'
import { approvalMs } from './limits.ts'

/** Root users of an organization, and how many of them must agree. */
export interface Quorum {
  threshold: number
  rootUserIds: ReadonlySet<string>
}

/**
 * The root quorum at this very moment, locked with its organization's row.
 * @param transaction the one in which something is decided
 * @param organizationId lower-case UUID of an organization that exists
 */
export async function readQuorum(
  transaction: Pick<Transaction, 'lockOrganization' | 'listRootUserIds'>,
  organizationId: string,
): Promise<Quorum> {
  const organization = await transaction.lockOrganization(organizationId)
  if (organization === undefined) throw new Error(`organization ${organizationId} of a proven caller is not stored`)
  const rootUserIds = new Set(await transaction.listRootUserIds(organizationId))
  return { threshold: organization.rootQuorumThreshold, rootUserIds }
}

/** What a user has said last about an activity. */
export type Opinion = 'approves' | 'rejects' | 'lapsed'

type Proposed = Pick<ActivityRow, 'userId' | 'createdAtMs'>
type Cast = Pick<VoteRow, 'userId' | 'createdAtMs' | 'selection'>

/**
 * What each user has said last: submitting an activity is its first approval, and approvals lapse after 24 hours.
 * @param activity who proposed it, and when
 * @param votes votes about it, oldest first
 * @param nowMs server time in milliseconds since 1970-01-01 UTC
 * @see Turnkey wire protocol: votes
 */
export function readOpinions(activity: Proposed, votes: readonly Cast[], nowMs: number): Map<string, Opinion> {
  const first: Cast = { ...activity, selection: 'VOTE_SELECTION_APPROVED' }
  return new Map([first, ...votes].map((vote) => [vote.userId, toOpinion(vote, nowMs)]))
}

function toOpinion({ selection, createdAtMs }: Cast, nowMs: number): Opinion {
  if (selection === 'VOTE_SELECTION_REJECTED') return 'rejects'
  return nowMs - createdAtMs < approvalMs ? 'approves' : 'lapsed'
}

/**
 * What the opinions amount to: agreed when enough root users approve, rejected when too few are left who could, open otherwise.
 * @param opinions what each user has said last; users who are not root users do not count
 * @param quorum who counts, and how many must agree
 */
export function tally(
  opinions: ReadonlyMap<string, Opinion>,
  { threshold, rootUserIds }: Quorum,
): 'agreed' | 'rejected' | 'open' {
  const said = [...rootUserIds].map((userId) => opinions.get(userId))
  const approving = said.filter((opinion) => opinion === 'approves').length
  const rejecting = said.filter((opinion) => opinion === 'rejects').length
  if (approving >= threshold) return 'agreed'
  return said.length - rejecting < threshold ? 'rejected' : 'open'
}
