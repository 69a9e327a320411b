/** Behaviour of a store: what has expired is deleted in bounded batches, the longest expired first. */
import { describe, expect, it } from 'vitest'
import { addTenant, makeApiKey, makeReadOnlySession, nowMs, permanent } from '../../../../../test/support/store-rows.ts'
import type { Current } from './current.ts'

/**
 * Describes the sweep.
 * @param current the running test's store
 */
export function describeSweep(current: Current): void {
  describe('sweep', () => {
    it('deletes expired keys of all tenants, at most so many, the longest expired first', async () => {
      const { store } = current()
      const tenants = [await addTenant(store), await addTenant(store)]
      const rows = [5, 3, 1, 4, 2].map((ago, n) => {
        const tenant = tenants[n % 2]
        if (tenant === undefined) throw new Error('there are two tenants')
        return makeApiKey(tenant, { apiKeyName: `${ago}`, expiresAtMs: nowMs - ago })
      })
      await store.transact(async (transaction) => {
        for (const row of rows) await transaction.addApiKey(row)
      })
      const left = async (): Promise<string[]> => {
        const lists = tenants.map(({ organization }) => store.listApiKeys(organization.organizationId, undefined))
        return (await Promise.all(lists))
          .flat()
          .map((key) => key.apiKeyName)
          .toSorted()
      }
      expect(await store.sweepExpired(nowMs - 1, 3)).toBe(3)
      expect(await left()).toEqual(['1', '2'])
      expect(await store.sweepExpired(nowMs - 1, 3)).toBe(1)
      expect(await store.sweepExpired(nowMs - 1, 3)).toBe(0)
      expect(await left()).toEqual(['1'])
    })

    it('deletes expired read-only sessions within the same bound, and nothing that lives', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const { organizationId } = tenant.organization
      const dead = [1, 2, 3].map((ago) => makeReadOnlySession(tenant, { expiresAtMs: nowMs - ago }))
      const alive = makeReadOnlySession(tenant, { expiresAtMs: nowMs })
      await store.transact(async (transaction) => {
        for (const session of [...dead, alive]) await transaction.addReadOnlySession(session)
        await transaction.addApiKey(makeApiKey(tenant, { expiresAtMs: nowMs - 1 }))
        await transaction.addApiKey(makeApiKey(tenant, permanent))
      })
      expect(await store.sweepExpired(nowMs, 3)).toBe(3)
      expect(await store.sweepExpired(nowMs, 3)).toBe(1)
      const found = await Promise.all(dead.map(({ tokenHash }) => store.findReadOnlySession(organizationId, tokenHash)))
      expect(found).toEqual([undefined, undefined, undefined])
      expect(await store.findReadOnlySession(organizationId, alive.tokenHash)).toBeDefined()
      expect(await store.listApiKeys(organizationId, undefined)).toHaveLength(1)
    })
  })
}
