/** Behaviour of a store: organizations and users. */
import { describe, expect, it } from 'vitest'
import {
  addTenant,
  makeActivity,
  makeApiKey,
  makeAuthenticator,
  makeReadOnlySession,
  makeUser,
  newId,
  nowMs,
  permanent,
} from '../../../../../test/support/store-rows.ts'
import type { RecordedActivity } from '../../../src/store/activity-rows.ts'
import type { ApiKeyRow, AuthenticatorRow, ReadOnlySessionRow } from '../../../src/store/credential-rows.ts'
import type { UserRow } from '../../../src/store/organization-rows.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

interface Credentials {
  key: ApiKeyRow
  passkey: AuthenticatorRow
  session: ReadOnlySessionRow
}

/** How many of all ways to find these credentials lead to them. */
async function countFound(store: Store, { key, passkey, session }: Credentials): Promise<number> {
  const { organizationId, parentOrganizationId = '', publicKey, userId } = key
  const found = await Promise.all([
    store.findApiKey(organizationId, publicKey),
    store.findApiKeyById(organizationId, key.apiKeyId),
    store.findAuthenticator(organizationId, passkey.credentialId),
    store.findReadOnlySession(organizationId, session.tokenHash),
    store.findUser(organizationId, userId),
  ])
  const lists = await Promise.all([
    store.findApiKeysOfChildren(parentOrganizationId, publicKey),
    store.findAuthenticatorsOfChildren(parentOrganizationId, passkey.credentialId),
  ])
  return [...found, ...lists.flat()].filter((each) => each !== undefined).length
}

/**
 * Describes organizations and users.
 * @param current the running test's store
 */
export function describeOrganizations(current: Current): void {
  describe('organizations and users', () => {
    it('finds an organization as it was added, and nothing for an unknown id', async () => {
      const { store } = current()
      const { organization } = await addTenant(store)
      expect(await store.findOrganization(organization.organizationId)).toEqual(organization)
      expect(await store.findOrganization(newId())).toBeUndefined()
    })

    it('finds the oldest organization that has no parent', async () => {
      const { store } = current()
      expect(await store.findFirstOrganization()).toBeUndefined()
      const oldest = await addTenant(store)
      await addTenant(store, oldest.organization)
      await addTenant(store)
      expect(await store.findFirstOrganization()).toEqual(oldest.organization)
    })

    it('renames one organization', async () => {
      const { store } = current()
      const [{ organization }, other] = [await addTenant(store), await addTenant(store)]
      const { organizationId } = organization
      await store.transact((transaction) => transaction.renameOrganization(organizationId, 'Acme & Co'))
      expect(await store.findOrganization(organizationId)).toEqual({ ...organization, organizationName: 'Acme & Co' })
      expect(await store.findOrganization(other.organization.organizationId)).toEqual(other.organization)
    })

    it('finds nothing of a deleted organization, and all of the others', async () => {
      const { store } = current()
      const parent = await addTenant(store)
      const [gone, kept] = [await addTenant(store, parent.organization), await addTenant(store, parent.organization)]
      const credentials = [gone, kept].map((tenant) => ({
        key: makeApiKey(tenant),
        passkey: makeAuthenticator(tenant),
        session: makeReadOnlySession(tenant),
      }))
      const goneId = gone.organization.organizationId
      await store.transact(async (transaction) => {
        for (const { key, passkey, session } of credentials) {
          await transaction.addApiKey(key)
          await transaction.addAuthenticator(passkey)
          await transaction.addReadOnlySession(session)
        }
        await transaction.deleteOrganization(goneId, nowMs)
        expect(await transaction.lockOrganization(goneId)).toBeUndefined()
      })
      expect(await Promise.all(credentials.map((each) => countFound(store, each)))).toEqual([0, 7])
      expect([await store.findOrganization(goneId), ...(await store.listUsers(goneId))]).toEqual([undefined])
      const page = { limit: 10, beforeId: undefined, afterId: undefined }
      const filters = [undefined, { by: 'name', value: gone.organization.organizationName }] as const
      for (const filter of [...filters, { by: 'user-name', value: gone.user.userName }] as const) {
        const found = await store.listSuborgIds(parent.organization.organizationId, filter, page)
        expect(found, filter?.by).toEqual([kept.organization.organizationId])
      }
    })

    it('records the activity in which an organization is deleted, once', async () => {
      const { store } = current()
      const tenant = await addTenant(store, (await addTenant(store)).organization)
      const { organizationId } = tenant.organization
      const record = (): Promise<RecordedActivity> =>
        store.recordActivity(makeActivity(tenant, 'delete'), async (transaction) => {
          await transaction.deleteOrganization(organizationId, nowMs)
          return 'deleted'
        })
      expect(await record()).toMatchObject({ result: 'deleted', existing: false })
      expect(await record()).toMatchObject({ result: 'deleted', existing: true })
    })

    it('finds a user with all its credentials, only in its own organization', async () => {
      const { store } = current()
      const tenant = await addTenant(store, undefined, { email: 'ada@app.example', phoneNumber: '+442071234567' })
      const stranger = await addTenant(store)
      const apiKey = makeApiKey(tenant)
      const authenticator = makeAuthenticator(tenant)
      await store.transact(async (transaction) => {
        await transaction.addApiKey(apiKey)
        await transaction.addAuthenticator(authenticator)
      })
      const { organizationId, userId } = tenant.user
      const expected = { ...tenant.user, apiKeys: [apiKey], authenticators: [authenticator], tagIds: [] }
      expect(await store.findUser(organizationId, userId)).toEqual(expected)
      expect(await store.findUser(stranger.organization.organizationId, userId)).toBeUndefined()
    })

    it('lists users in order of creation, each with its own credentials', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const later = [1, 2, 3].map((n) =>
        makeUser(tenant.organization, { userName: `user ${n}`, createdAtMs: nowMs + n }),
      )
      await store.transact(async (transaction) => {
        for (const user of later.toReversed()) await transaction.addUser(user)
        for (const user of later)
          await transaction.addApiKey(makeApiKey({ ...tenant, user }, { apiKeyName: user.userName }))
      })
      const users = await store.listUsers(tenant.organization.organizationId)
      expect(users.map((user) => user.userName)).toEqual(['Ada', 'user 1', 'user 2', 'user 3'])
      expect(users.map((user) => user.apiKeys.map((key) => key.apiKeyName))).toEqual([
        [],
        ['user 1'],
        ['user 2'],
        ['user 3'],
      ])
    })

    it("changes one user's name and contacts, and nothing else of it", async () => {
      const { store } = current()
      const tenant = await addTenant(store, undefined, { email: 'ada@app.example' })
      const other = makeUser(tenant.organization)
      const contacts = { email: undefined, phoneNumber: '+442071234567' }
      const changed = { ...tenant.user, ...contacts, userName: 'Ada Lovelace', updatedAtMs: nowMs + 5 }
      await store.transact(async (transaction) => {
        await transaction.addUser(other)
        await transaction.updateUser({ ...changed, isRoot: false, createdAtMs: nowMs + 5 })
      })
      const credentials = { apiKeys: [], authenticators: [], tagIds: [] }
      const users = await store.listUsers(tenant.organization.organizationId)
      expect(users).toEqual([changed, other].map((user) => ({ ...user, ...credentials })))
    })

    it('deletes users with all their credentials, and nobody else', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const { organization } = tenant
      const [second, third] = [makeUser(organization), makeUser(organization)]
      const tenants = [tenant, ...[second, third].map((user) => ({ organization, user }))]
      const sessions = tenants.map((each) => makeReadOnlySession(each))
      const { organizationId } = organization
      await store.transact(async (transaction) => {
        for (const user of [second, third]) await transaction.addUser(user)
        for (const each of tenants) {
          await transaction.addApiKey(makeApiKey(each))
          await transaction.addAuthenticator(makeAuthenticator(each))
        }
        for (const session of sessions) await transaction.addReadOnlySession(session)
      })
      const [kept] = await store.listUsers(organizationId)
      const elsewhere = await addTenant(store)
      await store.transact(async (transaction) => {
        await transaction.deleteUsers(elsewhere.organization.organizationId, [tenant.user.userId])
        await transaction.deleteUsers(organizationId, [second.userId, third.userId])
      })
      expect(await store.listUsers(organizationId)).toEqual([kept])
      expect(await store.listApiKeys(organizationId, undefined)).toEqual(kept?.apiKeys)
      const found = sessions.map(({ tokenHash }) => store.findReadOnlySession(organizationId, tokenHash))
      expect((await Promise.all(found)).map((session) => session?.userId)).toEqual([
        tenant.user.userId,
        undefined,
        undefined,
      ])
    })

    it('locks and counts what is there', async () => {
      const { store } = current()
      const { organization, user } = await addTenant(store)
      await addTenant(store)
      await store.transact(async (transaction) => {
        expect(await transaction.lockOrganization(organization.organizationId)).toEqual(organization)
        expect(await transaction.lockOrganization(newId())).toBeUndefined()
        expect(await transaction.lockUser(organization.organizationId, user.userId)).toEqual(user)
        expect(await transaction.lockUser(newId(), user.userId)).toBeUndefined()
        await transaction.addUser(makeUser(organization))
        expect(await transaction.countUsers(organization.organizationId)).toBe(2)
      })
    })

    it('counts root users who can sign in for good', async () => {
      const { store } = current()
      const tenant = await addTenant(store)
      const as = (user: UserRow): typeof tenant => ({ ...tenant, user })
      const [withPasskey, withKey, withSession, ordinary] = [true, true, true, false].map((isRoot) =>
        makeUser(tenant.organization, { isRoot }),
      ) as [UserRow, UserRow, UserRow, UserRow]
      await store.transact(async (transaction) => {
        for (const user of [withPasskey, withKey, withSession, ordinary]) await transaction.addUser(user)
        await transaction.addAuthenticator(makeAuthenticator(as(withPasskey)))
        await transaction.addApiKey(makeApiKey(as(withPasskey), permanent))
        await transaction.addApiKey(makeApiKey(as(withKey), permanent))
        await transaction.addApiKey(makeApiKey(as(withSession)))
        await transaction.addApiKey(makeApiKey(as(ordinary), permanent))
        const { organizationId } = tenant.organization
        expect(await transaction.countUsableRootUsers(organizationId, undefined)).toBe(2)
        const onlyPasskey = makeUser(tenant.organization, { isRoot: true })
        await transaction.addUser(onlyPasskey)
        await transaction.addAuthenticator(makeAuthenticator(as(onlyPasskey), { rpId: 'app.example' }))
        expect(await transaction.countUsableRootUsers(organizationId, undefined)).toBe(3)
        expect(await transaction.countUsableRootUsers(organizationId, ['localhost'])).toBe(2)
        expect(await transaction.countUsableRootUsers(organizationId, ['localhost', 'app.example'])).toBe(3)
      })
    })
  })
}
