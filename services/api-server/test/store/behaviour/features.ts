/** Behaviour of a store: features of organizations. */
import { describe, expect, it } from 'vitest'
import { addTenant, nowMs, type Tenant } from '../../../../../test/support/store-rows.ts'
import type { FeatureRow } from '../../../src/store/organization-rows.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

const makeFeature = ({ organization }: Tenant, featureName: string, value?: string): FeatureRow => ({
  organizationId: organization.organizationId,
  featureName,
  value,
})

const set = (store: Store, ...rows: FeatureRow[]): Promise<void> =>
  store.transact(async (transaction) => {
    for (const row of rows) await transaction.setFeature(row)
  })

/**
 * Describes features.
 * @param current the running test's store
 */
export function describeFeatures(current: Current): void {
  describe('features', () => {
    it('are listed by name, inside the transaction that sets them and after it', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const { organizationId } = tenant.organization
      const [last, first] = [makeFeature(tenant, 'B', 'x'), makeFeature(tenant, 'A')]
      expect(await store.listFeatures(organizationId)).toEqual([])
      await store.transact(async (transaction) => {
        for (const row of [last, first]) await transaction.setFeature(row)
        expect(await transaction.listFeatures(organizationId)).toEqual([first, last])
      })
      expect(await store.listFeatures(organizationId)).toEqual([first, last])
    })

    it('are replaced by the next value, and by none', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const { organizationId } = tenant.organization
      for (const value of ['x', 'y', '', undefined]) {
        const row = makeFeature(tenant, 'A', value)
        await set(store, row)
        expect(await store.listFeatures(organizationId)).toEqual([row])
      }
    })

    it('go one at a time, and only from the organization named', async () => {
      const { store } = current()
      const [tenant, other] = [await addTenant(store), await addTenant(store)]
      const rows = ['A', 'B'].map((name) => makeFeature(tenant, name))
      await set(store, ...rows, makeFeature(other, 'A'))
      await store.transact(async (transaction) => {
        await transaction.removeFeature(tenant.organization.organizationId, 'A')
        await transaction.removeFeature(tenant.organization.organizationId, 'C')
      })
      expect(await store.listFeatures(tenant.organization.organizationId)).toEqual(rows.slice(1))
      expect(await store.listFeatures(other.organization.organizationId)).toHaveLength(1)
    })

    it('are found by name in an organization and its parent, and nowhere else', async () => {
      const { store } = current()
      const parent = await addTenant(store)
      const [child, sister] = [await addTenant(store, parent.organization), await addTenant(store, parent.organization)]
      const [ofParent, ofChild] = [makeFeature(parent, 'A', 'parent'), makeFeature(child, 'A', 'child')]
      await set(store, ofParent, ofChild, makeFeature(sister, 'A', 'sister'), makeFeature(child, 'B', 'other'))
      const find = async ({ organization }: Tenant): Promise<FeatureRow[]> => {
        const { organizationId, parentOrganizationId } = organization
        const found = await store.findFeatureOfFamily(organizationId, parentOrganizationId, 'A')
        return found.toSorted((a, b) => (a.organizationId < b.organizationId ? -1 : 1))
      }
      expect(await find(parent)).toEqual([ofParent])
      expect(await find(child)).toEqual([ofParent, ofChild])
      expect(await find(await addTenant(store))).toEqual([])
    })

    it('go with their organization', async () => {
      const { store } = current()
      const tenant = await addTenant(store, (await addTenant(store)).organization)
      const { organizationId } = tenant.organization
      await set(store, makeFeature(tenant, 'A', 'x'))
      await store.transact((transaction) => transaction.deleteOrganization(organizationId, nowMs))
      expect(await store.listFeatures(organizationId)).toEqual([])
    })
  })
}
