/** A small model of the root quorum: an organization's log is played through it, entry by entry, and each decision must be the model's. */
import { expect } from 'vitest'
import type { LoggedRecord, Store } from '../../services/api-server/src/store/store.ts'
import { bytesToUuid } from '../../services/api-server/src/store/uuid.ts'
import { memberAt } from '../support/api-server.ts'

/** Who are root users, and how many must agree. */
export interface Quorum {
  threshold: number
  userIds: readonly string[]
}

interface Opinion {
  isApproval: boolean
  atMs: number
}

/** Activity of the model: a new name of the organization, or another quorum. */
interface Proposal {
  status: string
  opinions: Map<string, Opinion>
  parameters: unknown
}

const dayMs = 86_400_000
const kinds = { recorded: 1, voted: 2, decided: 3 }
const waiting = 'ACTIVITY_STATUS_CONSENSUS_NEEDED'
const completed = 'ACTIVITY_STATUS_COMPLETED'
const rejected = 'ACTIVITY_STATUS_REJECTED'

/** Organization as the model has it. */
export class QuorumModel {
  quorum: Quorum
  name: string
  /** How often an activity was carried out, or rejected. */
  readonly decisions: Record<'completed' | 'rejected', number> = { completed: 0, rejected: 0 }
  readonly #proposals = new Map<string, Proposal>()
  /** Decision that the next entry must be about. */
  #due: { activityId: string; status: string } | undefined

  /**
   * @param quorum at the start
   * @param name of the organization at the start
   */
  constructor(quorum: Quorum, name: string) {
    this.quorum = quorum
    this.name = name
  }

  /**
   * Plays a whole log.
   * @param records entries with what they are about, oldest first
   */
  play(records: readonly LoggedRecord[]): void {
    for (const record of records) this.#step(record)
    expect(this.#due, 'a decision that was due was not made').toBeUndefined()
  }

  /**
   * Compares organization and activities with the model.
   * @param store where they are
   * @param organizationId its id
   */
  async check(store: Store, organizationId: string): Promise<void> {
    const organization = await store.findOrganization(organizationId)
    const users = await store.listUsers(organizationId)
    const userIds = users.filter(({ isRoot }) => isRoot).map(({ userId }) => userId)
    expect(organization).toMatchObject({ organizationName: this.name, rootQuorumThreshold: this.quorum.threshold })
    expect(userIds.toSorted()).toEqual(this.quorum.userIds.toSorted())
    for (const [activityId, { status }] of this.#proposals) {
      expect(await store.findActivity(organizationId, activityId)).toMatchObject({ status })
    }
  }

  #step({ entry, activity, vote }: LoggedRecord): void {
    const activityId = bytesToUuid(entry.activity_id)
    if (entry.kind !== kinds.decided) expect(this.#due, 'a decision comes with its vote').toBeUndefined()
    if (entry.kind === kinds.recorded && activity !== undefined) {
      const { parameters } = JSON.parse(new TextDecoder().decode(activity.body))
      const proposer = bytesToUuid(activity.user_id)
      this.#propose(activityId, proposer, Number(activity.created_at_ms), parameters)
    } else if (entry.kind === kinds.voted && vote !== undefined) {
      const isApproval = vote.selection === 'VOTE_SELECTION_APPROVED'
      this.#vote(activityId, bytesToUuid(vote.user_id), { isApproval, atMs: Number(vote.created_at_ms) })
    } else this.#decide(activityId)
  }

  #propose(activityId: string, userId: string, atMs: number, parameters: unknown): void {
    expect(this.quorum.userIds, 'only root users propose').toContain(userId)
    const opinions = new Map([[userId, { isApproval: true, atMs }]])
    const isAlone = this.quorum.threshold === 1
    const proposal = { status: isAlone ? completed : waiting, opinions, parameters }
    this.#proposals.set(activityId, proposal)
    if (isAlone) this.#carryOut(proposal)
  }

  #vote(activityId: string, userId: string, opinion: Opinion): void {
    const proposal = this.#get(activityId)
    expect(this.quorum.userIds, 'only root users vote').toContain(userId)
    expect(proposal.status, 'only what waits is voted about').toBe(waiting)
    proposal.opinions.set(userId, opinion)
    const { threshold, userIds } = this.quorum
    const said = userIds.map((id) => proposal.opinions.get(id))
    const approvals = said.filter((each) => each?.isApproval === true && opinion.atMs - each.atMs < dayMs).length
    const rejections = said.filter((each) => each?.isApproval === false).length
    if (opinion.isApproval && approvals >= threshold) this.#due = { activityId, status: completed }
    if (approvals < threshold && userIds.length - rejections < threshold) this.#due = { activityId, status: rejected }
  }

  #decide(activityId: string): void {
    expect(this.#due?.activityId, 'nothing else is decided').toBe(activityId)
    const proposal = this.#get(activityId)
    proposal.status = this.#due?.status ?? ''
    this.#due = undefined
    if (proposal.status === completed) this.#carryOut(proposal)
    else this.decisions.rejected++
  }

  #carryOut({ parameters }: Proposal): void {
    const [name, threshold] = [memberAt(parameters, 'organizationName'), memberAt(parameters, 'threshold')]
    if (typeof name === 'string') this.name = name
    if (typeof threshold === 'number') this.quorum = parameters as Quorum
    this.decisions.completed++
  }

  #get(activityId: string): Proposal {
    const proposal = this.#proposals.get(activityId)
    if (proposal === undefined) throw new Error('an entry is about an activity that was never recorded')
    return proposal
  }
}
