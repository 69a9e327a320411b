/** Behaviour of a store: many at the same time. */
import { describe, expect, it } from 'vitest'
import {
  addTenant,
  makeActivity,
  makeApiKey,
  makeAuthenticator,
  type Tenant,
} from '../../../../../test/support/store-rows.ts'
import type { Effect } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

const page = { limit: 1000, beforeId: undefined, afterId: undefined }
const any = { statuses: [], types: [] }

/** What one addition of a key did. */
interface Addition {
  added: string
  evicted: string[]
}

/** Adds a session key as the API does: at most ten, of which the oldest makes room. */
function addBounded(tenant: Tenant, history: Addition[]): Effect {
  const { organizationId, userId } = tenant.user
  return async (transaction, { activityId }) => {
    await transaction.lockUser(organizationId, userId)
    const ids = (await transaction.listApiKeyLives(organizationId, userId)).map((key) => key.apiKeyId).sort()
    const oldest = ids.slice(0, Math.max(0, ids.length - 9))
    await transaction.deleteApiKeys(organizationId, userId, oldest)
    await transaction.addApiKey(makeApiKey(tenant, { apiKeyId: activityId }))
    history.push({ added: activityId, evicted: oldest })
  }
}

/** Goes through additions one after the other: the oldest key has to go, and only when there are ten. */
function replay(history: readonly Addition[]): string[] {
  return history.reduce<string[]>((keys, { added, evicted }) => {
    expect(evicted).toEqual(keys.length < 10 ? [] : keys.slice(0, 1))
    return [...keys.slice(evicted.length), added].sort()
  }, [])
}

/**
 * Describes what happens under concurrency.
 * @param current the running test's store
 */
export function describeConcurrency(current: Current): void {
  describe('concurrency', () => {
    it('makes one activity and one effect of the same bytes sent 64 times at once', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      for (let body = 0; body < 20; body += 1) {
        let effects = 0
        const answers = await Promise.all(
          Array.from({ length: 64 }, () =>
            store.recordActivity(makeActivity(tenant, `body ${body}`), async (transaction) => {
              effects += 1
              await transaction.addApiKey(makeApiKey(tenant))
            }),
          ),
        )
        expect(effects).toBe(1)
        expect(new Set(answers.map((answer) => answer.activityId)).size).toBe(1)
        expect(answers.filter((answer) => !answer.existing)).toHaveLength(1)
      }
      const { organizationId } = tenant.organization
      expect(await store.listApiKeys(organizationId, undefined)).toHaveLength(20)
      expect(await store.listActivities(organizationId, any, page)).toHaveLength(20)
    })

    it('never lets a user have more keys than the limit, and evicts the oldest', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const { organizationId } = tenant.organization
      const history: Addition[] = []
      const mostAtOnce: number[] = []
      const work = async (worker: number): Promise<void> => {
        for (let n = 0; n < 20; n += 1) {
          await store.recordActivity(makeActivity(tenant, `${worker} ${n}`), addBounded(tenant, history))
          mostAtOnce.push((await store.listApiKeys(organizationId, undefined)).length)
        }
      }
      await Promise.all(Array.from({ length: 32 }, (_, n) => work(n)))
      expect(Math.max(...mostAtOnce)).toBe(10)
      expect(history).toHaveLength(32 * 20)
      const left = (await store.listApiKeys(organizationId, undefined)).map((key) => key.apiKeyId)
      expect(left.toSorted()).toEqual(replay(history))
    })

    it('lets what fails fail alone', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const attempts = Array.from({ length: 100 }, (_, n) =>
        store.recordActivity(makeActivity(tenant, `${n}`), async (transaction) => {
          await transaction.addApiKey(makeApiKey(tenant, { apiKeyName: `${n}` }))
          if (n % 3 === 0) throw new Error(`${n} is refused`)
          return n
        }),
      )
      const outcomes = await Promise.allSettled(attempts)
      const names = (await store.listApiKeys(tenant.organization.organizationId, undefined)).map(
        (key) => key.apiKeyName,
      )
      const expected = Array.from({ length: 100 }, (_, n) => n).filter((n) => n % 3 !== 0)
      expect(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.result] : []))).toEqual(
        expected,
      )
      expect(names.toSorted()).toEqual(expected.map(String).toSorted())
    })

    it('shows a write to others only when it is committed, and then at once', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const [key, activity] = [makeApiKey(tenant), makeActivity(tenant, 'visible')]
      const { organizationId, publicKey } = key
      await store.recordActivity(activity, async (transaction) => {
        await transaction.addApiKey(key)
        expect(await transaction.listApiKeyLives(organizationId, key.userId)).toMatchObject([
          { apiKeyId: key.apiKeyId },
        ])
        expect(await store.findApiKey(organizationId, publicKey)).toBeUndefined()
        expect(await store.listApiKeys(organizationId, key.userId)).toEqual([])
      })
      expect(await store.findApiKey(organizationId, publicKey)).toMatchObject({ apiKeyId: key.apiKeyId })
      expect(await store.findActivity(organizationId, activity.activityId)).toBeDefined()
    })

    it('lets one assertion win each value of a signature counter', async () => {
      const { store } = current()
      const passkey = makeAuthenticator(await addTenant(store))
      await store.transact((transaction) => transaction.addAuthenticator(passkey))
      const { organizationId, credentialId } = passkey
      for (let count = 1; count <= 10; count += 1) {
        const wins = await Promise.all(
          Array.from({ length: 32 }, () => store.advanceSignCount(organizationId, credentialId, count, false)),
        )
        expect(wins.filter(Boolean)).toHaveLength(1)
      }
      expect(await store.findAuthenticator(organizationId, credentialId)).toMatchObject({ signCount: 10 })
    })
  })
}
