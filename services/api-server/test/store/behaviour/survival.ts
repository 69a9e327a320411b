/** Behaviour of a store: closing and opening it again. */
import { describe, expect, it } from 'vitest'
import {
  addTenant,
  makeActivity,
  makeApiKey,
  makeAuthenticator,
  makeReadOnlySession,
} from '../../../../../test/support/store-rows.ts'
import type { Current } from './current.ts'

/**
 * Describes what survives.
 * @param current the running test's store
 */
export function describeSurvival(current: Current): void {
  describe('closing and opening again', () => {
    it('keeps everything', async () => {
      const { store, reopen } = current()
      const tenant = await addTenant(store)
      const [key, passkey, session] = [makeApiKey(tenant), makeAuthenticator(tenant), makeReadOnlySession(tenant)]
      const activity = makeActivity(tenant, 'kept')
      await store.recordActivity(activity, async (transaction) => {
        await transaction.addApiKey(key)
        await transaction.addAuthenticator(passkey)
        await transaction.addReadOnlySession(session)
        return { kept: true }
      })
      const { organizationId, userId } = tenant.user
      const reopened = await reopen()
      const user = { ...tenant.user, apiKeys: [key], authenticators: [passkey], tagIds: [] }
      expect(await reopened.findOrganization(organizationId)).toEqual(tenant.organization)
      expect(await reopened.findUser(organizationId, userId)).toEqual(user)
      expect(await reopened.findReadOnlySession(organizationId, session.tokenHash)).toMatchObject({ userId })
      const found = await reopened.findActivity(organizationId, activity.activityId)
      expect(found).toMatchObject({
        body: activity.body,
        stamp: activity.stamp,
        result: { kept: true },
        proposer: user,
      })
      const again = await reopened.recordActivity(makeActivity(tenant, 'kept'), async () => ({ kept: false }))
      expect(again).toMatchObject({ activityId: activity.activityId, result: { kept: true }, existing: true })
    })

    it('finishes what was under way before it closes, and refuses what comes later', async () => {
      const { store, reopen } = current()
      const tenant = await addTenant(store)
      const keys = Array.from({ length: 100 }, () => makeApiKey(tenant))
      const writes = keys.map((key) => store.transact((transaction) => transaction.addApiKey(key)))
      const reopening = reopen()
      const late = store.transact((transaction) => transaction.addApiKey(makeApiKey(tenant)))
      await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      expect(await Promise.all(writes)).toEqual(keys.map(() => true))
      expect(await (await reopening).listApiKeys(tenant.organization.organizationId, undefined)).toHaveLength(100)
    })
  })
}
