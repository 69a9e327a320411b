/** Behaviour of a store: tags, and who has them. */
import { describe, expect, it } from 'vitest'
import { addTenant, makeUser, newId, nowMs, type Tenant } from '../../../../../test/support/store-rows.ts'
import type { UserRow, UserTagRow } from '../../../src/store/organization-rows.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

const makeTag = ({ organization }: Tenant, tagName: string): UserTagRow => ({
  organizationId: organization.organizationId,
  tagId: newId(),
  tagName,
  createdAtMs: nowMs,
  updatedAtMs: nowMs,
})

/** Tenant with a second user, and two tags. */
interface Tagged {
  tenant: Tenant
  organizationId: string
  users: [first: UserRow, second: UserRow]
  tags: [first: UserTagRow, second: UserTagRow]
}

async function addTagged(store: Store, parent?: Tenant): Promise<Tagged> {
  const tenant = await addTenant(store, parent?.organization)
  const second = makeUser(tenant.organization)
  const tags: Tagged['tags'] = [makeTag(tenant, 'Staff'), makeTag(tenant, 'Admins')]
  await store.transact(async (transaction) => {
    await transaction.addUser(second)
    for (const tag of tags) await transaction.addUserTag(tag)
  })
  return { tenant, organizationId: tenant.organization.organizationId, users: [tenant.user, second], tags }
}

const idsOf = (tags: readonly UserTagRow[]): string[] => tags.map(({ tagId }) => tagId)

/** Tags of all users in order of creation, which finding them one by one must agree with. */
async function tagsOfUsers(store: Store, organizationId: string): Promise<string[][]> {
  const listed = await store.listUsers(organizationId)
  for (const user of listed) expect(await store.findUser(organizationId, user.userId)).toEqual(user)
  return listed.map(({ tagIds }) => tagIds)
}

/**
 * Describes tags.
 * @param current the running test's store
 */
export function describeUserTags(current: Current): void {
  describe('tags', () => {
    it('are listed oldest first, inside a transaction and outside, each organization its own', async () => {
      const { store } = current()
      const { organizationId, tags } = await addTagged(store)
      const { tags: others, organizationId: otherId } = await addTagged(store)
      await store.transact(async (transaction) => {
        expect(await transaction.listUserTags(organizationId)).toEqual(tags)
      })
      expect(await store.listUserTags(organizationId)).toEqual(tags)
      expect(await store.listUserTags(otherId)).toEqual(others)
      expect(await store.listUserTags(newId())).toEqual([])
    })

    it('cannot have the same name twice in an organization', async () => {
      const { store } = current()
      const { tenant, organizationId, tags } = await addTagged(store)
      const [{ tagName }, second] = tags
      const add = store.transact((transaction) => transaction.addUserTag(makeTag(tenant, tagName)))
      await expect(add).rejects.toThrow()
      await expect(store.transact((transaction) => transaction.updateUserTag({ ...second, tagName }))).rejects.toThrow()
      expect(await store.listUserTags(organizationId)).toEqual(tags)
    })

    it('are renamed one at a time', async () => {
      const { store } = current()
      const { organizationId, tags } = await addTagged(store)
      const changed = { ...tags[0], tagName: 'Crew', updatedAtMs: nowMs + 1 }
      await store.transact((transaction) => transaction.updateUserTag({ ...changed, createdAtMs: 0 }))
      expect(await store.listUserTags(organizationId)).toEqual([changed, tags[1]])
    })

    it('belong to the users they are given to, in order of the tags, once', async () => {
      const { store } = current()
      const { organizationId, users, tags } = await addTagged(store)
      const [first, second] = idsOf(tags) as [string, string]
      expect(await tagsOfUsers(store, organizationId)).toEqual([[], []])
      await store.transact(async (transaction) => {
        await transaction.tagUsers(organizationId, [users[1].userId], [second])
        await transaction.tagUsers(organizationId, [users[1].userId], [first, second, second])
        await transaction.tagUsers(organizationId, [users[0].userId], [second])
        await transaction.tagUsers(organizationId, [users[0].userId], [])
        await transaction.tagUsers(organizationId, [], [first])
      })
      expect(await tagsOfUsers(store, organizationId)).toEqual([[second], [first, second]])
    })

    it('are taken from the users named: some of them, or all', async () => {
      const { store } = current()
      const { organizationId, users, tags } = await addTagged(store)
      const [first, second] = idsOf(tags) as [string, string]
      const [alice, bob] = users.map(({ userId }) => userId) as [string, string]
      await store.transact((transaction) => transaction.tagUsers(organizationId, [alice, bob], [first, second]))
      await store.transact((transaction) => transaction.untagUsers(organizationId, [alice], [first]))
      expect(await tagsOfUsers(store, organizationId)).toEqual([[second], [first, second]])
      await store.transact(async (transaction) => {
        await transaction.untagUsers(newId(), [bob], undefined)
        await transaction.untagUsers(organizationId, [], undefined)
      })
      expect(await tagsOfUsers(store, organizationId)).toEqual([[second], [first, second]])
      await store.transact((transaction) => transaction.untagUsers(organizationId, [bob], undefined))
      expect(await tagsOfUsers(store, organizationId)).toEqual([[second], []])
    })

    it('are not given to strangers, nor are tags of strangers', async () => {
      const { store } = current()
      const [own, foreign] = [await addTagged(store), await addTagged(store)]
      const attempts = [
        [own.users[0].userId, foreign.tags[0].tagId],
        [foreign.users[0].userId, own.tags[0].tagId],
      ] as const
      for (const [userId, tagId] of attempts) {
        const attempt = store.transact((transaction) => transaction.tagUsers(own.organizationId, [userId], [tagId]))
        await expect(attempt).rejects.toThrow()
      }
      expect(await tagsOfUsers(store, own.organizationId)).toEqual([[], []])
    })

    it('tell who has at least one of them', async () => {
      const { store } = current()
      const { organizationId, users, tags } = await addTagged(store)
      const [first, second] = idsOf(tags) as [string, string]
      const [alice, bob] = users.map(({ userId }) => userId) as [string, string]
      await store.transact(async (transaction) => {
        await transaction.tagUsers(organizationId, [bob], [first, second])
        await transaction.tagUsers(organizationId, [alice], [second])
        expect(await transaction.listTaggedUserIds(organizationId, [first])).toEqual([bob])
        expect(await transaction.listTaggedUserIds(organizationId, [first, second])).toEqual([alice, bob].sort())
        expect(await transaction.listTaggedUserIds(newId(), [first, second])).toEqual([])
      })
    })

    it('go from their users when they are deleted, and with users who are', async () => {
      const { store } = current()
      const { organizationId, users, tags } = await addTagged(store)
      const [first, second] = idsOf(tags) as [string, string]
      const [alice, bob] = users.map(({ userId }) => userId) as [string, string]
      await store.transact(async (transaction) => {
        await transaction.tagUsers(organizationId, [alice, bob], [first, second])
        await transaction.deleteUserTags(newId(), [first])
        await transaction.deleteUserTags(organizationId, [first])
      })
      expect(await store.listUserTags(organizationId)).toEqual([tags[1]])
      expect(await tagsOfUsers(store, organizationId)).toEqual([[second], [second]])
      await store.transact(async (transaction) => {
        await transaction.deleteUsers(organizationId, [bob])
        expect(await transaction.listTaggedUserIds(organizationId, [second])).toEqual([alice])
      })
      expect(await store.listUserTags(organizationId)).toEqual([tags[1]])
    })

    it('go with their organization, and stay in its sisters', async () => {
      const { store } = current()
      const parent = await addTenant(store)
      const [gone, kept] = [await addTagged(store, parent), await addTagged(store, parent)]
      await store.transact(async (transaction) => {
        for (const { organizationId, users, tags } of [gone, kept]) {
          await transaction.tagUsers(organizationId, [users[0].userId], idsOf(tags))
        }
        await transaction.deleteOrganization(gone.organizationId, nowMs)
      })
      expect(await store.listUserTags(gone.organizationId)).toEqual([])
      expect(await store.listUserTags(kept.organizationId)).toEqual(kept.tags)
      expect(await tagsOfUsers(store, kept.organizationId)).toEqual([idsOf(kept.tags), []])
    })
  })
}
