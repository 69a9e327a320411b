/** Behaviour of a store: lists of sub-organizations, filtered and paged. */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  makeApiKey,
  makeAuthenticator,
  makeOrganization,
  makeUser,
  type Tenant,
} from '../../../../../test/support/store-rows.ts'
import type { Page, SuborgFilter } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

const all: Page = { limit: 100, beforeId: undefined, afterId: undefined }

/**
 * Describes lists of sub-organizations.
 * @param current the running test's store
 */
export function describeLists(current: Current): void {
  describe('lists of sub-organizations', () => {
    let parentId: string
    let ids: string[]
    let second: Tenant
    const list = (filter: SuborgFilter | undefined, page: Partial<Page> = {}): Promise<string[]> =>
      current().store.listSuborgIds(parentId, filter, { ...all, ...page })

    beforeEach(async () => {
      const [parent, stranger] = [makeOrganization(), makeOrganization()]
      const children = [parent, parent, stranger, parent, parent, parent].map(({ organizationId }, n) =>
        makeOrganization({ parentOrganizationId: organizationId, organizationName: `suborg ${n % 2}` }),
      )
      const tenants = children.map((organization, n) => {
        const user = makeUser(organization, { userName: `u${n}`, email: `u${n}@app.example`, phoneNumber: `+4420${n}` })
        return { organization, user }
      })
      await current().store.transact(async (transaction) => {
        for (const organization of [parent, stranger, ...children]) await transaction.addOrganization(organization)
        for (const { user } of tenants) await transaction.addUser(user)
      })
      parentId = parent.organizationId
      const own = tenants.filter(({ organization }) => organization.parentOrganizationId === parentId)
      ids = own.map(({ organization }) => organization.organizationId)
      second = own[1] as Tenant
    })

    it('lists all, oldest first', async () => {
      expect(await list(undefined)).toEqual(ids)
    })

    it('lists a page from the start, after an id, before an id, and between two', async () => {
      expect(await list(undefined, { limit: 2 })).toEqual(ids.slice(0, 2))
      expect(await list(undefined, { limit: 2, afterId: ids[1] })).toEqual(ids.slice(2, 4))
      expect(await list(undefined, { limit: 2, afterId: ids[3] })).toEqual(ids.slice(4))
      expect(await list(undefined, { limit: 2, beforeId: ids[4] })).toEqual(ids.slice(2, 4))
      expect(await list(undefined, { limit: 2, afterId: ids[0], beforeId: ids[4] })).toEqual(ids.slice(1, 3))
      expect(await list(undefined, { afterId: ids[4] })).toEqual([])
    })

    it('finds by exact name of the organization or of a user, by e-mail address and telephone number', async () => {
      const { organization, user } = second
      expect(await list({ by: 'name', value: 'suborg 1' })).toEqual([ids[1], ids[2], ids[4]])
      expect(await list({ by: 'name', value: 'suborg 1' }, { limit: 1, afterId: ids[1] })).toEqual([ids[2]])
      expect(await list({ by: 'user-name', value: user.userName })).toEqual([organization.organizationId])
      expect(await list({ by: 'user-name', value: user.userName.toUpperCase() })).toEqual([])
      expect(await list({ by: 'email', value: user.email ?? '' })).toEqual([organization.organizationId])
      expect(await list({ by: 'phone-number', value: user.phoneNumber ?? '' })).toEqual([organization.organizationId])
      expect(await list({ by: 'email', value: 'u2@app.example' })).toEqual([])
    })

    it('finds by credential, each sub-organization once', async () => {
      const [passkey, key] = [makeAuthenticator(second), makeApiKey(second)]
      const namesake = makeUser(second.organization, { userName: second.user.userName })
      await current().store.transact(async (transaction) => {
        await transaction.addAuthenticator(passkey)
        await transaction.addApiKey(key)
        await transaction.addUser(namesake)
      })
      const expected = [second.organization.organizationId]
      expect(await list({ by: 'credential-id', credentialId: passkey.credentialId })).toEqual(expected)
      expect(await list({ by: 'public-key', publicKey: key.publicKey })).toEqual(expected)
      expect(await list({ by: 'public-key', publicKey: passkey.credentialId })).toEqual([])
      expect(await list({ by: 'user-name', value: namesake.userName })).toEqual(expected)
    })
  })
}
