/** Behaviour of stores that several processes have open on one database: everything that holds for one holds for all of them together. */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  addTenant,
  makeActivity,
  makeApiKey,
  makeAuthenticator,
  makeReadOnlySession,
  makeVote,
  newId,
  nowMs,
  type Tenant,
} from '../../../../../test/support/store-rows.ts'
import { type Effect, type Store, undecided } from '../../../src/store/store.ts'
import { verifyLog } from '../../../src/verify-log/verify-log.ts'
import type { Current } from './current.ts'

/**
 * Describes two stores on one database.
 * @param current the running test's first store
 */
export function describeSeveralStores(current: Current): void {
  describe('two stores on one database', () => {
    let stores: Store[]
    beforeEach(async () => {
      const { store, openAnother } = current()
      if (openAnother === undefined) throw new Error('this store is for one process')
      stores = [store, await openAnother()]
    })

    /** One of the stores, in turn. */
    const storeOf = (n: number): Store => {
      const store = stores[n % stores.length]
      if (store === undefined) throw new Error('there are two stores')
      return store
    }
    const onBoth = <Result>(count: number, work: (store: Store, n: number) => Promise<Result>): Promise<Result[]> =>
      Promise.all(Array.from({ length: count }, (_, n) => work(storeOf(n), n)))

    describeOnce(storeOf, onBoth)
    describeLimits(storeOf, onBoth)
    describeDecisions(storeOf, onBoth)
  })
}

type StoreOf = (n: number) => Store
type OnBoth = <Result>(count: number, work: (store: Store, n: number) => Promise<Result>) => Promise<Result[]>

function describeOnce(storeOf: StoreOf, onBoth: OnBoth): void {
  it('make one activity and one effect of the same bytes sent 64 times at once', async () => {
    const tenant = await addTenant(storeOf(0))
    for (let body = 0; body < 20; body += 1) {
      let effects = 0
      const answers = await onBoth(64, (store) =>
        store.recordActivity(makeActivity(tenant, `body ${body}`), async (transaction) => {
          effects += 1
          await transaction.addApiKey(makeApiKey(tenant))
        }),
      )
      expect(effects).toBe(1)
      expect(new Set(answers.map(({ activityId }) => activityId)).size).toBe(1)
      expect(answers.filter(({ existing }) => !existing)).toHaveLength(1)
    }
    const keys = await storeOf(1).listApiKeys(tenant.organization.organizationId, undefined)
    expect(keys).toHaveLength(20)
  })

  it('chain what both record into one log without gaps', async () => {
    const tenant = await addTenant(storeOf(0))
    const { organizationId } = tenant.organization
    await onBoth(100, (store, n) => store.recordActivity(makeActivity(tenant, `${n}`), async () => n))
    const log = await storeOf(0).listLog(organizationId, 0, 1000)
    expect(log.map(({ entry }) => entry.position)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    const { problems } = await verifyLog(storeOf(1), organizationId)
    expect(problems.filter((problem) => !problem.includes('stamp'))).toEqual([])
  })

  it('show each other what they have committed, at once', async () => {
    const tenant = await addTenant(storeOf(0))
    for (let n = 0; n < 20; n += 1) {
      const key = makeApiKey(tenant)
      const { organizationId, publicKey, userId, apiKeyId } = key
      await storeOf(n).transact((transaction) => transaction.addApiKey(key))
      expect(await storeOf(n + 1).findApiKey(organizationId, publicKey)).toMatchObject({ apiKeyId })
      await storeOf(n).transact((transaction) => transaction.deleteApiKeys(organizationId, userId, [apiKeyId]))
      expect(await storeOf(n + 1).findApiKey(organizationId, publicKey)).toBeUndefined()
    }
  })
}

function describeLimits(storeOf: StoreOf, onBoth: OnBoth): void {
  /** Adds a permanent key if the user has fewer than ten. */
  const addWithinLimit =
    (tenant: Tenant): Effect<boolean> =>
    async (transaction) => {
      const { organizationId, userId } = tenant.user
      await transaction.lockUser(organizationId, userId)
      if ((await transaction.listApiKeyLives(organizationId, userId)).length >= 10) return false
      return transaction.addApiKey(makeApiKey(tenant, { expiresAtMs: undefined, expirationSeconds: undefined }))
    }

  it('keep a limit under the lock of the user, with activities and without', async () => {
    const tenant = await addTenant(storeOf(0))
    const identity = { activityId: newId(), createdAtMs: nowMs }
    const outcomes = await onBoth(64, (store, n) => {
      if (n % 4 < 2) return store.transact((transaction) => addWithinLimit(tenant)(transaction, identity))
      const activity = makeActivity(tenant, `${n}`)
      return store.recordActivity(activity, addWithinLimit(tenant)).then(({ result }) => result === true)
    })
    expect(outcomes.filter(Boolean)).toHaveLength(10)
  })

  it('give a public key to one only', async () => {
    const tenant = await addTenant(storeOf(0))
    const { publicKey } = makeApiKey(tenant)
    const added = await onBoth(32, (store) =>
      store.transact((transaction) => transaction.addApiKey(makeApiKey(tenant, { publicKey }))),
    )
    expect(added.filter(Boolean)).toHaveLength(1)
  })

  it('let one assertion win each value of a signature counter', async () => {
    const passkey = makeAuthenticator(await addTenant(storeOf(0)))
    await storeOf(0).transact((transaction) => transaction.addAuthenticator(passkey))
    const { organizationId, credentialId } = passkey
    for (let count = 1; count <= 10; count += 1) {
      const wins = await onBoth(32, (store) => store.advanceSignCount(organizationId, credentialId, count, false))
      expect(wins.filter(Boolean)).toHaveLength(1)
    }
  })

  it('sweep together what has expired, each row once', async () => {
    const tenant = await addTenant(storeOf(0))
    const sessions = Array.from({ length: 60 }, (_, n) => makeReadOnlySession(tenant, { expiresAtMs: nowMs - n - 1 }))
    await storeOf(0).transact(async (transaction) => {
      for (const session of sessions) await transaction.addReadOnlySession(session)
    })
    const swept = await onBoth(12, (store) => store.sweepExpired(nowMs, 10))
    const rest = await storeOf(0).sweepExpired(nowMs, 100)
    expect(Math.max(...swept)).toBeLessThanOrEqual(10)
    expect(swept.reduce((sum, count) => sum + count, rest)).toBe(60)
  })
}

function describeDecisions(storeOf: StoreOf, onBoth: OnBoth): void {
  it('carry an activity out once, whoever casts the vote that completes the quorum', async () => {
    const tenant = await addTenant(storeOf(0))
    const { organizationId } = tenant.organization
    for (let round = 0; round < 10; round += 1) {
      const waiting = await storeOf(round).recordActivity(makeActivity(tenant, `wait ${round}`), async () => undecided)
      const decided = await onBoth(8, (store, n) =>
        store.transact(async (transaction) => {
          await transaction.lockOrganization(organizationId)
          const activity = await transaction.lockActivity(organizationId, waiting.fingerprint)
          if (activity?.status !== 'ACTIVITY_STATUS_CONSENSUS_NEEDED') return false
          await transaction.addVote(makeVote(waiting, `vote ${round} ${n}`))
          if ((await transaction.listVotes(organizationId, waiting.activityId)).length < 3) return false
          const decision = { status: 'ACTIVITY_STATUS_COMPLETED', result: n, failure: undefined } as const
          await transaction.decideActivity(activity, { ...decision, decidedAtMs: nowMs })
          return true
        }),
      )
      expect(decided.filter(Boolean)).toHaveLength(1)
      expect((await storeOf(round + 1).findActivity(organizationId, waiting.activityId))?.votes).toHaveLength(3)
    }
  })

  it('know a key as living until its deletion is recorded, and never after', async () => {
    const tenant = await addTenant(storeOf(0))
    const { organizationId, userId } = tenant.user
    for (let round = 0; round < 10; round += 1) {
      const key = makeApiKey(tenant)
      await storeOf(0).transact((transaction) => transaction.addApiKey(key))
      await onBoth(16, (store, n) =>
        store.recordActivity(makeActivity(tenant, `${round} ${n}`), async (transaction) => {
          if (n !== 7) return transaction.hasLiveApiKey(organizationId, userId, key.apiKeyId, nowMs)
          return transaction.deleteApiKeys(organizationId, userId, [key.apiKeyId])
        }),
      )
      const log = await storeOf(round).listLog(organizationId, round * 16, 16)
      expect(log.map(({ activity }) => activity?.result).join()).toMatch(/^(true,)*null(,false)*$/)
    }
  })

  it('try again from the start when they stand in each other’s way', async () => {
    const [one, other] = [await addTenant(storeOf(0)), await addTenant(storeOf(0))]
    const { promise: bothHaveLocked, resolve } = Promise.withResolvers<void>()
    let tries = 0
    const lockBoth = (store: Store, first: Tenant, second: Tenant): Promise<void> =>
      store.transact(async (transaction) => {
        await transaction.lockOrganization(first.organization.organizationId)
        tries += 1
        if (tries === 2) resolve()
        await bothHaveLocked
        await transaction.lockOrganization(second.organization.organizationId)
      })
    await Promise.all([lockBoth(storeOf(0), one, other), lockBoth(storeOf(1), other, one)])
    // One more than two; two more when the one that gave way came back before the other had its lock.
    expect(tries).toBeGreaterThanOrEqual(3)
  })
}
