/** Behaviour of a store: activities that wait for the root quorum, and the votes about them. */
import { describe, expect, it } from 'vitest'
import {
  addTenant,
  makeActivity,
  makeApiKey,
  makeUser,
  makeVote,
  newId,
  nowMs,
  type Tenant,
} from '../../../../../test/support/store-rows.ts'
import type { Failure, RecordedActivity } from '../../../src/store/activity-rows.ts'
import { undecided } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

/**
 * Describes the root quorum.
 * @param current the running test's store
 */
export function describeQuorum(current: Current): void {
  describe('activities that wait', () => describeWaiting(current))
  describe('the root quorum', () => describeRootUsers(current))
}

function describeWaiting(current: Current): void {
  const wait = (tenant: Tenant, text: string): Promise<RecordedActivity> =>
    current().store.recordActivity(makeActivity(tenant, text), async () => undecided)

  it('are recorded without a result, and found by their fingerprint', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const waiting = await wait(tenant, 'wait')
    expect(waiting).toMatchObject({ status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED', result: null, existing: false })
    const { organizationId, fingerprint, activityId } = waiting
    expect(await store.findActivityByFingerprint(organizationId, fingerprint)).toMatchObject({ activityId })
    expect(await store.findActivityByFingerprint(newId(), fingerprint)).toBeUndefined()
    await store.transact(async (transaction) => {
      expect(await transaction.lockActivity(organizationId, fingerprint)).toMatchObject({ activityId })
      expect(await transaction.lockActivity(newId(), fingerprint)).toBeUndefined()
    })
  })

  it('keep every vote in order, with its voter while that user exists', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const waiting = await wait(tenant, 'votes')
    const gone = newId()
    const votes = [
      makeVote(waiting, 'no', { selection: 'VOTE_SELECTION_REJECTED' }),
      makeVote(waiting, 'yes'),
      makeVote(waiting, 'yes', { userId: gone }),
    ]
    await store.transact(async (transaction) => {
      for (const vote of votes) await transaction.addVote(vote)
      expect(await transaction.listVotes(waiting.organizationId, waiting.activityId)).toEqual(votes)
    })
    const found = await store.findActivity(waiting.organizationId, waiting.activityId)
    expect(found?.votes.map(({ voteId, voter }) => [voteId, voter?.userId])).toEqual([
      [votes[0]?.voteId, tenant.user.userId],
      [votes[1]?.voteId, tenant.user.userId],
      [votes[2]?.voteId, undefined],
    ])
    const { organizationId } = waiting
    expect(
      await store.hasSubmitted(organizationId, tenant.user.userId, votes[0]?.fingerprint ?? new Uint8Array()),
    ).toBe(true)
    expect(await store.hasSubmitted(organizationId, gone, votes[0]?.fingerprint ?? new Uint8Array())).toBe(false)
  })

  it('take no vote of the same user and bytes twice', async () => {
    const { store } = current()
    const waiting = await wait(await addTenant(store), 'twice')
    const add = () => store.transact((transaction) => transaction.addVote(makeVote(waiting, 'same')))
    await add()
    await expect(add()).rejects.toThrow()
  })

  it('are decided once, and show it', async () => {
    const { store } = current()
    const waiting = await wait(await addTenant(store), 'decide')
    const failure: Failure = { code: 'USER_NOT_FOUND', fieldViolations: [] }
    const decision = { status: 'ACTIVITY_STATUS_FAILED', result: null, failure } as const
    await store.transact((transaction) => transaction.decideActivity(waiting, { ...decision, decidedAtMs: nowMs + 5 }))
    const found = await store.findActivity(waiting.organizationId, waiting.activityId)
    expect(found).toMatchObject({ status: 'ACTIVITY_STATUS_FAILED', failure, decidedAtMs: nowMs + 5, votes: [] })
  })

  it('lose only what an attempt did that threw', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [kept, lost] = [makeApiKey(tenant), makeApiKey(tenant)]
    const failure = new Error('no')
    await store.transact(async (transaction) => {
      await transaction.attempt(() => transaction.addApiKey(kept))
      const attempt = transaction.attempt(async () => {
        await transaction.addApiKey(lost)
        throw failure
      })
      await expect(attempt).rejects.toBe(failure)
    })
    const ids = (await store.listApiKeys(kept.organizationId, undefined)).map(({ apiKeyId }) => apiKeyId)
    expect(ids).toEqual([kept.apiKeyId])
  })
}

function describeRootUsers(current: Current): void {
  it('is exactly the users it is set to, in its organization alone', async () => {
    const { store } = current()
    const [tenant, other] = [await addTenant(store), await addTenant(store)]
    const { organizationId } = tenant.organization
    const added = [makeUser(tenant.organization, { isRoot: false }), makeUser(tenant.organization, { isRoot: false })]
    const userIds = added.map(({ userId }) => userId)
    await store.transact(async (transaction) => {
      for (const user of added) await transaction.addUser(user)
      expect(await transaction.listRootUserIds(organizationId)).toEqual([tenant.user.userId])
      await transaction.setRootQuorum(organizationId, 2, userIds)
      expect((await transaction.listRootUserIds(organizationId)).sort()).toEqual(userIds.toSorted())
      expect(await transaction.listRootUserIds(other.organization.organizationId)).toEqual([other.user.userId])
    })
    expect(await store.findOrganization(organizationId)).toMatchObject({ rootQuorumThreshold: 2 })
    expect(await store.findOrganization(other.organization.organizationId)).toMatchObject({ rootQuorumThreshold: 1 })
    const users = await store.listUsers(organizationId)
    expect(users.filter(({ isRoot }) => isRoot).map(({ userId }) => userId)).toEqual(userIds)
  })
}
