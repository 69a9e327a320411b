/** Behaviour of a store: activities are recorded once, with their effect or not at all. */
import { describe, expect, it } from 'vitest'
import { addTenant, makeActivity, makeApiKey, newId, type Tenant } from '../../../../../test/support/store-rows.ts'
import type { ActivityFilter, Page, Transaction } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

const completed = 'ACTIVITY_STATUS_COMPLETED'

/**
 * Describes activities.
 * @param current the running test's store
 */
export function describeActivities(current: Current): void {
  describe('recording activities', () => describeRecording(current))
  describe('listing activities', () => describeListing(current))
}

function describeRecording(current: Current): void {
  it('runs the effect under the identity of the activity and stores what it returns', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const activity = makeActivity(tenant, 'one')
    const recorded = await store.recordActivity(activity, async (_, identity) => ({ identity, dropped: undefined }))
    const { activityId, createdAtMs, organizationId } = activity
    const result = { identity: { activityId, createdAtMs } }
    expect(recorded).toEqual({ ...activity, status: completed, result, existing: false })
    const found = await store.findActivity(organizationId, activityId)
    const proposer = { ...tenant.user, apiKeys: [], authenticators: [], tagIds: [] }
    expect(found).toEqual({ ...activity, status: completed, result, proposer, votes: [] })
    expect(await store.findActivity(newId(), activityId)).toBeUndefined()
  })

  it('answers the same bytes with the first activity and runs nothing', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const first = await store.recordActivity(makeActivity(tenant, 'same'), async () => ({ keyIds: ['a', 'b'] }))
    const again = await store.recordActivity(makeActivity(tenant, 'same'), async () => {
      throw new Error('the effect ran again')
    })
    expect(again).toEqual({ ...first, existing: true })
  })

  it('tells whether a user has submitted bytes before', async () => {
    const { store } = current()
    const [one, other] = [await addTenant(store), await addTenant(store)]
    const { organizationId, userId, fingerprint } = makeActivity(one, 'known')
    expect(await store.hasSubmitted(organizationId, userId, fingerprint)).toBe(false)
    await store.recordActivity(makeActivity(one, 'known'), async () => 1)
    expect(await store.hasSubmitted(organizationId, userId, fingerprint)).toBe(true)
    expect(await store.hasSubmitted(organizationId, newId(), fingerprint)).toBe(false)
    expect(await store.hasSubmitted(other.organization.organizationId, userId, fingerprint)).toBe(false)
    expect(await store.hasSubmitted(organizationId, userId, makeActivity(one, 'unknown').fingerprint)).toBe(false)
  })

  it('keeps the activities of organizations apart', async () => {
    const { store } = current()
    const [one, other] = [await addTenant(store), await addTenant(store)]
    await store.recordActivity(makeActivity(one, 'same'), async () => 1)
    expect(await store.recordActivity(makeActivity(other, 'same'), async () => 2)).toMatchObject({
      existing: false,
      result: 2,
    })
  })

  it('stores null for an effect that returns nothing', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const recorded = await store.recordActivity(makeActivity(tenant, 'void'), async () => undefined)
    expect(recorded.result).toBeNull()
  })

  it('leaves nothing of an activity whose effect throws, so that it can be tried again', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [key, activity] = [makeApiKey(tenant), makeActivity(tenant, 'retry')]
    const failure = new Error('no')
    const attempt = store.recordActivity(activity, async (transaction) => {
      await transaction.addApiKey(key)
      throw failure
    })
    await expect(attempt).rejects.toBe(failure)
    expect(await store.findApiKey(key.organizationId, key.publicKey)).toBeUndefined()
    expect(await store.findActivity(activity.organizationId, activity.activityId)).toBeUndefined()
    const retried = await store.recordActivity(activity, (transaction) => transaction.addApiKey(key))
    expect(retried).toMatchObject({ existing: false, result: true })
  })

  it('ends the transaction with the effect', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    let leaked: Transaction | undefined
    await store.recordActivity(makeActivity(tenant, 'leak'), async (transaction) => {
      leaked = transaction
    })
    const key = makeApiKey(tenant)
    await expect(leaked?.addApiKey(key)).rejects.toThrow('the transaction is over')
    expect(await store.findApiKey(key.organizationId, key.publicKey)).toBeUndefined()
  })

  it('has no proposer for a user who does not exist', async () => {
    const { store } = current()
    const activity = makeActivity(await addTenant(store), 'gone', { userId: newId() })
    await store.recordActivity(activity, async () => 1)
    expect(await store.findActivity(activity.organizationId, activity.activityId)).toMatchObject({
      proposer: undefined,
    })
  })
}

function describeListing(current: Current): void {
  const any: ActivityFilter = { statuses: [], types: [] }
  const types = ['ACTIVITY_TYPE_A', 'ACTIVITY_TYPE_B', 'ACTIVITY_TYPE_A', 'ACTIVITY_TYPE_C', 'ACTIVITY_TYPE_A']

  async function recordFive(tenant: Tenant): Promise<string[]> {
    const ids: string[] = []
    for (const [n, type] of types.entries()) {
      const activity = makeActivity(tenant, `activity ${n}`, { type })
      await current().store.recordActivity(activity, async () => n)
      ids.unshift(activity.activityId)
    }
    return ids
  }

  async function list(tenant: Tenant, filter: ActivityFilter, page: Partial<Page>): Promise<string[]> {
    const whole = { limit: 100, beforeId: undefined, afterId: undefined, ...page }
    const found = await current().store.listActivities(tenant.organization.organizationId, filter, whole)
    return found.map((activity) => activity.activityId)
  }

  it('lists the newest first, page by page', async () => {
    const tenant = await addTenant(current().store)
    await recordFive(await addTenant(current().store))
    const ids = await recordFive(tenant)
    expect(await list(tenant, any, {})).toEqual(ids)
    expect(await list(tenant, any, { limit: 2 })).toEqual(ids.slice(0, 2))
    expect(await list(tenant, any, { limit: 2, beforeId: ids[1] })).toEqual(ids.slice(2, 4))
    expect(await list(tenant, any, { limit: 2, afterId: ids[3] })).toEqual(ids.slice(1, 3))
    expect(await list(tenant, any, { limit: 1, afterId: ids[4], beforeId: ids[0] })).toEqual(ids.slice(1, 2))
  })

  it('keeps only the statuses and types asked for', async () => {
    const tenant = await addTenant(current().store)
    const ids = await recordFive(tenant)
    const typesAB = { statuses: [completed], types: ['ACTIVITY_TYPE_A', 'ACTIVITY_TYPE_B'] }
    expect(await list(tenant, typesAB, {})).toEqual(ids.filter((_, n) => n !== 1))
    expect(await list(tenant, { ...any, types: ['ACTIVITY_TYPE_A'] }, { limit: 2 })).toEqual([ids[0], ids[2]])
    expect(await list(tenant, { ...any, statuses: ['ACTIVITY_STATUS_FAILED'] }, {})).toEqual([])
  })

  it('shows who proposed each', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    await recordFive(tenant)
    const page = { limit: 2, beforeId: undefined, afterId: undefined }
    const found = await store.listActivities(tenant.organization.organizationId, any, page)
    expect(found.map((activity) => activity.proposer?.userName)).toEqual(['Ada', 'Ada'])
  })
}
