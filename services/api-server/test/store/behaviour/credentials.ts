/** Behaviour of a store: API keys, passkeys and read-only sessions. */
import { describe, expect, it } from 'vitest'
import {
  addTenant,
  makeApiKey,
  makeAuthenticator,
  makeBytes,
  makeReadOnlySession,
  makeUser,
  newId,
  nowMs,
  permanent,
  type Tenant,
} from '../../../../../test/support/store-rows.ts'
import type { CredentialOwner } from '../../../src/store/credential-rows.ts'
import type { Current } from './current.ts'

function ownerOf({ organization, user }: Tenant): CredentialOwner {
  const { organizationId, organizationName, parentOrganizationId, rootQuorumThreshold } = organization
  const { userId, userName, isRoot } = user
  return { organizationId, organizationName, parentOrganizationId, rootQuorumThreshold, userId, userName, isRoot }
}

/**
 * Describes credentials.
 * @param current the running test's store
 */
export function describeCredentials(current: Current): void {
  describe('API keys', () => describeApiKeys(current))
  describe('passkeys', () => describePasskeys(current))
  describe('read-only sessions', () => describeReadOnlySessions(current))
}

function describeApiKeys(current: Current): void {
  it('finds a key with its owner, expired or not, only in its own organization', async () => {
    const { store } = current()
    const parent = await addTenant(store)
    const child = await addTenant(store, parent.organization, { isRoot: false })
    const key = makeApiKey(child, { expiresAtMs: nowMs - 1 })
    await store.transact((transaction) => transaction.addApiKey(key))
    const { apiKeyId, credentialType } = key
    const expected = {
      ...ownerOf(child),
      apiKeyId,
      credentialType,
      expiresAtMs: nowMs - 1,
      sessionProfileId: undefined,
    }
    expect(await store.findApiKey(key.organizationId, key.publicKey)).toEqual(expected)
    expect(await store.findApiKey(parent.organization.organizationId, key.publicKey)).toBeUndefined()
    expect(await store.findApiKey(key.organizationId, makeBytes(33))).toBeUndefined()
  })

  it('finds a key of a child through its parent, and two of them when it is ambiguous', async () => {
    const { store } = current()
    const parent = await addTenant(store)
    const publicKey = makeBytes(33)
    const find = (id: string): Promise<string[]> =>
      store.findApiKeysOfChildren(id, publicKey).then((keys) => keys.map((key) => key.organizationId).toSorted())
    await store.transact((transaction) => transaction.addApiKey(makeApiKey(parent, { publicKey })))
    expect(await find(parent.organization.organizationId)).toEqual([])
    const ids: string[] = []
    for (const count of [1, 2, 2]) {
      const child = await addTenant(store, parent.organization)
      await store.transact((transaction) => transaction.addApiKey(makeApiKey(child, { publicKey })))
      ids.push(child.organization.organizationId)
      expect(await find(parent.organization.organizationId)).toHaveLength(count)
    }
    expect(ids).toEqual(expect.arrayContaining(await find(parent.organization.organizationId)))
    expect(await find(ids[0] ?? '')).toEqual([])
  })

  it('keeps keys of 32 bytes, and tells the type of every key it finds', async () => {
    const { store } = current()
    const parent = await addTenant(store)
    const child = await addTenant(store, parent.organization)
    const types = ['CREDENTIAL_TYPE_API_KEY_ED25519', 'CREDENTIAL_TYPE_API_KEY_SECP256K1', 'CREDENTIAL_TYPE_LOGIN']
    for (const credentialType of types) {
      const publicKey = makeBytes(credentialType.endsWith('ED25519') ? 32 : 33)
      const key = makeApiKey(child, { publicKey, credentialType })
      await store.transact((transaction) => transaction.addApiKey(key))
      const found = await store.findApiKey(key.organizationId, publicKey)
      expect(found).toMatchObject({ apiKeyId: key.apiKeyId, credentialType })
      expect(await store.findApiKeysOfChildren(parent.organization.organizationId, publicKey)).toEqual([found])
      expect(await store.findApiKeyById(key.organizationId, key.apiKeyId)).toEqual(key)
    }
  })

  it('adds a public key once to an organization, and again to another', async () => {
    const { store } = current()
    const [tenant, other] = [await addTenant(store), await addTenant(store)]
    const key = makeApiKey(tenant, permanent)
    const add = (row: typeof key): Promise<boolean> => store.transact((transaction) => transaction.addApiKey(row))
    expect(await add(key)).toBe(true)
    expect(await add(makeApiKey(tenant, { publicKey: key.publicKey, apiKeyName: 'second' }))).toBe(false)
    expect(await store.listApiKeys(key.organizationId, undefined)).toEqual([key])
    expect(await add(makeApiKey(other, { publicKey: key.publicKey }))).toBe(true)
  })

  it('lists keys oldest first, of one user or of all, and finds one by its id', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const other = { ...tenant, user: makeUser(tenant.organization) }
    const keys = [3, 1, 2].map((n) =>
      makeApiKey(n === 2 ? other : tenant, { apiKeyName: `${n}`, createdAtMs: nowMs + n }),
    )
    await store.transact(async (transaction) => {
      await transaction.addUser(other.user)
      for (const key of keys) await transaction.addApiKey(key)
      const own = await transaction.listApiKeyLives(tenant.organization.organizationId, tenant.user.userId)
      expect(own).toHaveLength(2)
      const [third, first] = keys
      for (const key of [third, first])
        expect(own).toContainEqual({ apiKeyId: key?.apiKeyId, expiresAtMs: key?.expiresAtMs })
    })
    const { organizationId } = tenant.organization
    const names = async (userId: string | undefined): Promise<string[]> =>
      (await store.listApiKeys(organizationId, userId)).map((key) => key.apiKeyName)
    expect(await names(undefined)).toEqual(['1', '2', '3'])
    expect(await names(tenant.user.userId)).toEqual(['1', '3'])
    expect(await store.findApiKeyById(organizationId, keys[2]?.apiKeyId ?? '')).toEqual(keys[2])
    expect(await store.findApiKeyById(newId(), keys[2]?.apiKeyId ?? '')).toBeUndefined()
  })

  it('deletes the named keys of the named user alone', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const other = { ...tenant, user: makeUser(tenant.organization) }
    const [first, second, third, foreign] = [
      makeApiKey(tenant),
      makeApiKey(tenant),
      makeApiKey(tenant),
      makeApiKey(other),
    ]
    const { organizationId, userId } = tenant.user
    await store.transact(async (transaction) => {
      await transaction.addUser(other.user)
      for (const key of [first, second, third, foreign]) await transaction.addApiKey(key)
      await transaction.deleteApiKeys(organizationId, userId, [first.apiKeyId, third.apiKeyId, foreign.apiKeyId])
    })
    expect(await store.listApiKeys(organizationId, undefined)).toEqual([second, foreign])
    expect(await store.findApiKey(organizationId, first.publicKey)).toBeUndefined()
  })

  it('tells whether a key lives: not from the very millisecond of its expiry on', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [session, lasting] = [makeApiKey(tenant, { expiresAtMs: nowMs }), makeApiKey(tenant, permanent)]
    await store.transact(async (transaction) => {
      for (const key of [session, lasting]) await transaction.addApiKey(key)
      const lives = (id: string, atMs: number): Promise<boolean> =>
        transaction.hasLiveApiKey(tenant.organization.organizationId, tenant.user.userId, id, atMs)
      expect(await lives(session.apiKeyId, nowMs - 1)).toBe(true)
      expect(await lives(session.apiKeyId, nowMs)).toBe(false)
      expect(await lives(lasting.apiKeyId, nowMs * 2)).toBe(true)
      expect(await lives(newId(), nowMs)).toBe(false)
      const ofAnother = transaction.hasLiveApiKey(tenant.organization.organizationId, newId(), lasting.apiKeyId, nowMs)
      expect(await ofAnother).toBe(false)
    })
  })
}

function describePasskeys(current: Current): void {
  it('finds a passkey with its owner, in its organization and through the parent', async () => {
    const { store } = current()
    const parent = await addTenant(store)
    const child = await addTenant(store, parent.organization)
    const passkey = makeAuthenticator(child, { signCount: 7, backupState: true })
    await store.transact((transaction) => transaction.addAuthenticator(passkey))
    const { authenticatorId, credentialId, publicKeyCose, algorithm, rpId } = passkey
    const known = { authenticatorId, credentialId, publicKeyCose, algorithm, rpId, signCount: 7 }
    const expected = { ...ownerOf(child), ...known, backupEligible: true, backupState: true }
    const [childId, parentId] = [child.organization.organizationId, parent.organization.organizationId]
    expect(await store.findAuthenticator(childId, credentialId)).toEqual(expected)
    expect(await store.findAuthenticator(parentId, credentialId)).toBeUndefined()
    expect(await store.findAuthenticatorsOfChildren(parentId, credentialId)).toEqual([expected])
    expect(await store.findAuthenticatorsOfChildren(childId, credentialId)).toEqual([])
  })

  it('adds a credential id once to an organization, lists and finds what was added', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [later, earlier] = [makeAuthenticator(tenant, { createdAtMs: nowMs + 1 }), makeAuthenticator(tenant)]
    const { organizationId, userId } = tenant.user
    await store.transact(async (transaction) => {
      expect(await transaction.addAuthenticator(later)).toBe(true)
      expect(await transaction.addAuthenticator(earlier)).toBe(true)
      const again = makeAuthenticator(tenant, { credentialId: later.credentialId })
      expect(await transaction.addAuthenticator(again)).toBe(false)
      expect(await transaction.listAuthenticators(organizationId, userId)).toEqual([earlier, later])
      expect(await transaction.hasAuthenticator(organizationId, again.authenticatorId)).toBe(false)
      expect(await transaction.hasAuthenticator(organizationId, later.authenticatorId)).toBe(true)
    })
    expect(await store.listAuthenticators(organizationId, userId)).toEqual([earlier, later])
    expect(await store.findAuthenticatorById(organizationId, later.authenticatorId)).toEqual(later)
    expect(await store.findAuthenticatorById(newId(), later.authenticatorId)).toBeUndefined()
  })

  it('deletes the named passkeys of the named user alone', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [first, second, third] = [makeAuthenticator(tenant), makeAuthenticator(tenant), makeAuthenticator(tenant)]
    const { organizationId, userId } = tenant.user
    await store.transact(async (transaction) => {
      for (const passkey of [first, second, third]) await transaction.addAuthenticator(passkey)
      await transaction.deleteAuthenticators(organizationId, newId(), [second.authenticatorId])
      await transaction.deleteAuthenticators(organizationId, userId, [first.authenticatorId, third.authenticatorId])
    })
    expect(await store.listAuthenticators(organizationId, userId)).toEqual([second])
  })

  it('moves a counter forward only, and lets one stay that was never used', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const passkey = makeAuthenticator(tenant)
    await store.transact((transaction) => transaction.addAuthenticator(passkey))
    const { organizationId, credentialId } = passkey
    const advance = (count: number, backupState: boolean): Promise<boolean> =>
      store.advanceSignCount(organizationId, credentialId, count, backupState)
    const stored = async (): Promise<unknown[]> => {
      const found = await store.findAuthenticator(organizationId, credentialId)
      return [found?.signCount, found?.backupState]
    }
    expect(await advance(0, false)).toBe(true)
    expect(await advance(0, true)).toBe(true)
    expect(await stored()).toEqual([0, true])
    expect(await advance(5, false)).toBe(true)
    for (const stale of [5, 4, 0]) expect(await advance(stale, true)).toBe(false)
    expect(await stored()).toEqual([5, false])
    expect(await store.advanceSignCount(newId(), credentialId, 9, false)).toBe(false)
    expect(await store.advanceSignCount(newId(), credentialId, 0, false)).toBe(false)
  })
}

function describeReadOnlySessions(current: Current): void {
  it('finds a session with its owner by the hash of its token', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const session = makeReadOnlySession(tenant)
    await store.transact((transaction) => transaction.addReadOnlySession(session))
    const { organizationId, tokenHash, expiresAtMs, sessionId } = session
    const expected = { ...ownerOf(tenant), expiresAtMs, sessionId }
    expect(await store.findReadOnlySession(organizationId, tokenHash)).toEqual(expected)
    expect(await store.findReadOnlySession(newId(), tokenHash)).toBeUndefined()
    expect(await store.findReadOnlySession(organizationId, makeBytes(32))).toBeUndefined()
  })

  it('deletes one session of a user, or all of them', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const other = { ...tenant, user: makeUser(tenant.organization) }
    const sessions = [tenant, tenant, tenant, other].map((owner) => makeReadOnlySession(owner))
    const { organizationId, userId } = tenant.user
    await store.transact(async (transaction) => {
      await transaction.addUser(other.user)
      for (const session of sessions) await transaction.addReadOnlySession(session)
      await transaction.deleteReadOnlySessions(organizationId, userId, sessions[0]?.tokenHash)
      await transaction.deleteReadOnlySessions(organizationId, userId, sessions[3]?.tokenHash)
    })
    const alive = async (): Promise<boolean[]> => {
      const found = sessions.map((session) => store.findReadOnlySession(organizationId, session.tokenHash))
      return (await Promise.all(found)).map((session) => session !== undefined)
    }
    expect(await alive()).toEqual([false, true, true, true])
    await store.transact((transaction) => transaction.deleteReadOnlySessions(organizationId, userId, undefined))
    expect(await alive()).toEqual([false, false, false, true])
  })
}
