/** Behaviour of a store: what sessions are known by, their renewal, use and end, and session profiles. */
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
import type { ApiKeyRow, SessionFacts, SessionOrigin } from '../../../src/store/credential-rows.ts'
import type { SessionProfileRow } from '../../../src/store/session-rows.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Current } from './current.ts'

/** What a session is known by that a passkey opened. */
function opened(by: Partial<SessionOrigin> = {}): SessionFacts {
  const id = newId()
  return {
    opener: { kind: 'passkey', id },
    rootPasskeyId: by.opener?.kind === undefined ? id : undefined,
    userAgent: 'Mozilla/5.0 ü',
    lastUsedAtMs: undefined,
    touchedAtMs: nowMs,
    renewableUntilMs: nowMs + 43_200_000,
    sessionProfileId: undefined,
    ...by,
  }
}

const addKeys = (store: Store, rows: readonly ApiKeyRow[]): Promise<void> =>
  store.transact(async (transaction) => {
    for (const row of rows) expect(await transaction.addApiKey(row)).toBe(true)
  })

function makeProfile({ organization }: Tenant, changes: Partial<SessionProfileRow> = {}): SessionProfileRow {
  const [organizationId, sessionProfileId] = [organization.organizationId, newId()]
  const life = { expirationSeconds: undefined, notes: undefined, createdAtMs: nowMs }
  return { organizationId, sessionProfileId, sessionProfileName: 'Support', scope: 'true', ...life, ...changes }
}

/**
 * Describes sessions.
 * @param current the running test's store
 */
export function describeSessions(current: Current): void {
  describe('sessions', () => {
    describeFacts(current)
    describeUse(current)
    describeEnd(current)
  })
  describe('session profiles', () => describeProfiles(current))
  describe('limits of renewal', () => describeLimits(current))
}

function describeFacts(current: Current): void {
  it('keep where they come from, whatever opened them', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [root, profile] = [newId(), newId()]
    const rows = [
      makeApiKey(tenant, { session: opened() }),
      makeApiKey(tenant, { session: opened({ opener: { kind: 'api-key', id: newId() }, userAgent: undefined }) }),
      makeApiKey(tenant, {
        session: {
          ...opened({ opener: { kind: 'session', id: newId() }, rootPasskeyId: root, lastUsedAtMs: nowMs + 1 }),
          ...{ touchedAtMs: nowMs - 5, sessionProfileId: profile },
        },
      }),
      makeApiKey(tenant, permanent),
    ]
    await addKeys(store, rows)
    const { organizationId, userId } = tenant.user
    expect(await store.listApiKeys(organizationId, userId)).toEqual(rows)
    const [, , scoped] = rows
    const found = await store.findApiKey(organizationId, scoped?.publicKey ?? makeBytes(33))
    expect(found?.sessionProfileId).toBe(profile)
    await store.transact(async (transaction) => {
      const find = (user: string, key = ''): Promise<ApiKeyRow | undefined> =>
        transaction.findApiKeyOfUser(organizationId, user, key)
      expect(await find(userId, scoped?.apiKeyId)).toEqual(scoped)
      expect(await find(newId(), scoped?.apiKeyId)).toBeUndefined()
      expect(await find(userId, newId())).toBeUndefined()
    })
  })

  it('that only read keep it too', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const { touchedAtMs, renewableUntilMs, sessionProfileId, ...origin } = opened()
    const rows = [
      makeReadOnlySession(tenant, { origin }),
      makeReadOnlySession(tenant, { origin: { ...origin, opener: { kind: 'session', id: newId() } } }),
      makeReadOnlySession(tenant),
    ]
    const { organizationId, userId } = tenant.user
    await store.transact(async (transaction) => {
      for (const row of rows) await transaction.addReadOnlySession(row)
      expect(await transaction.listReadOnlySessions(organizationId, userId)).toEqual(rows)
    })
    expect(await store.listReadOnlySessions(organizationId, userId)).toEqual(rows)
    expect(await store.listReadOnlySessions(organizationId, newId())).toEqual([])
  })

  it('get another end, and stay what they are', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const [row, other] = [makeApiKey(tenant, { session: opened() }), makeApiKey(tenant, { session: opened() })]
    await addKeys(store, [row, other])
    const { organizationId, userId, apiKeyId } = row
    const renewal = { organizationId, userId, apiKeyId, expiresAtMs: nowMs + 5, renewableUntilMs: nowMs + 6 }
    await store.transact((transaction) => transaction.renewApiKey(renewal))
    const session = { ...row.session, renewableUntilMs: nowMs + 6 }
    expect(await store.listApiKeys(organizationId, userId)).toEqual([
      { ...row, expiresAtMs: nowMs + 5, session },
      other,
    ])
  })
}

function describeUse(current: Current): void {
  it('tell when they were used, never an earlier moment than before', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const key = makeApiKey(tenant, { session: opened() })
    const { touchedAtMs, renewableUntilMs, sessionProfileId, ...origin } = opened()
    const readOnly = makeReadOnlySession(tenant, { origin })
    await addKeys(store, [key])
    await store.transact((transaction) => transaction.addReadOnlySession(readOnly))
    const { organizationId, userId } = key
    const note = (usedAtMs: number): Promise<void> =>
      store.noteUses([
        { kind: 'api-key', organizationId, userId, sessionId: key.apiKeyId, usedAtMs },
        { kind: 'read-only-session', organizationId, userId, sessionId: readOnly.sessionId, usedAtMs },
        { kind: 'api-key', organizationId, userId, sessionId: newId(), usedAtMs },
      ])
    for (const [noted, expected] of [
      [2, 2],
      [1, 2],
      [3, 3],
    ] as const) {
      await note(nowMs + noted)
      const [row] = await store.listApiKeys(organizationId, userId)
      const [session] = await store.listReadOnlySessions(organizationId, userId)
      expect([row?.session?.lastUsedAtMs, session?.origin?.lastUsedAtMs]).toEqual([nowMs + expected, nowMs + expected])
    }
  })
}

function describeEnd(current: Current): void {
  it('end with the passkey at their root, of whichever user, alive ones only, and no other', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const other = { ...tenant, user: makeUser(tenant.organization) }
    const elsewhere = await addTenant(store)
    await store.transact((transaction) => transaction.addUser(other.user))
    const passkey = makeAuthenticator(tenant)
    const by = opened({ opener: { kind: 'passkey', id: passkey.authenticatorId } })
    const direct = { ...by, rootPasskeyId: passkey.authenticatorId }
    const through: SessionFacts = { ...direct, opener: { kind: 'session', id: newId() } }
    const ended = [
      makeApiKey(tenant, { session: direct }),
      makeApiKey(other, { session: through }),
      makeApiKey(tenant, { session: direct, expiresAtMs: nowMs + 1 }),
    ]
    const kept = [
      makeApiKey(tenant, { session: opened() }),
      makeApiKey(tenant, { session: { ...opened({ opener: { kind: 'api-key', id: passkey.authenticatorId } }) } }),
      makeApiKey(tenant, { session: direct, expiresAtMs: nowMs }),
      makeApiKey(tenant, permanent),
    ]
    const foreign = makeApiKey(elsewhere, { session: direct })
    await addKeys(store, [...ended, ...kept, foreign])
    const { touchedAtMs, renewableUntilMs, sessionProfileId, ...origin } = direct
    const { organizationId } = tenant.organization
    await store.transact(async (transaction) => {
      await transaction.addReadOnlySession(makeReadOnlySession(tenant, { origin }))
      await transaction.addReadOnlySession(makeReadOnlySession(tenant))
      const end = (): Promise<number> =>
        transaction.endSessionsOfPasskeys(organizationId, [newId(), passkey.authenticatorId], nowMs)
      expect(await end()).toBe(4)
      expect(await end()).toBe(0)
    })
    const left = await store.listApiKeys(organizationId, undefined)
    expect(left.map((row) => row.apiKeyId).toSorted()).toEqual(kept.map((row) => row.apiKeyId).toSorted())
    expect(await store.listReadOnlySessions(organizationId, tenant.user.userId)).toHaveLength(1)
    expect(await store.listApiKeys(foreign.organizationId, undefined)).toHaveLength(1)
  })
}

function describeProfiles(current: Current): void {
  it('are found in their organization, listed oldest first and counted', async () => {
    const { store } = current()
    const [tenant, other] = [await addTenant(store), await addTenant(store)]
    const rows = [
      makeProfile(tenant),
      makeProfile(tenant, { sessionProfileName: 'B', expirationSeconds: 9, notes: 'n' }),
    ]
    const { organizationId } = tenant.organization
    await store.transact(async (transaction) => {
      for (const row of [...rows, makeProfile(other)]) expect(await transaction.addSessionProfile(row)).toBe(true)
      expect(await transaction.countSessionProfiles(organizationId)).toBe(2)
    })
    const id = rows[1]?.sessionProfileId ?? ''
    expect(await store.listSessionProfiles(organizationId)).toEqual(rows)
    expect(await store.findSessionProfile(organizationId, id)).toEqual(rows[1])
    expect(await store.findSessionProfile(other.organization.organizationId, id)).toBeUndefined()
    expect(await store.findSessionProfile(organizationId, newId())).toBeUndefined()
  })

  it('have a name of their own in their organization', async () => {
    const { store } = current()
    const tenant = await addTenant(store)
    const add = (): Promise<boolean> =>
      store.transact((transaction) => transaction.addSessionProfile(makeProfile(tenant)))
    expect((await Promise.all([add(), add(), add()])).toSorted()).toEqual([false, false, true])
    expect(await store.listSessionProfiles(tenant.organization.organizationId)).toHaveLength(1)
  })
}

function describeLimits(current: Current): void {
  it("are an organization's own, else its parent's, else none", async () => {
    const { store } = current()
    const parent = await addTenant(store)
    const child = await addTenant(store, parent.organization)
    const [parentId, childId] = [parent.organization.organizationId, child.organization.organizationId]
    const set = (id: string, seconds: number): Promise<void> =>
      store.transact((transaction) => transaction.setSessionRenewal(id, seconds))
    const limits = async (): Promise<unknown[]> => [
      await store.findSessionRenewal(parentId),
      await store.findSessionRenewal(childId),
      await store.transact((transaction) => transaction.findSessionRenewal(childId)),
    ]
    expect(await limits()).toEqual([undefined, undefined, undefined])
    await set(parentId, 60)
    expect(await limits()).toEqual([60, 60, 60])
    await set(childId, 0)
    expect(await limits()).toEqual([60, 0, 0])
    expect(await store.findSessionRenewal(newId())).toBeUndefined()
  })
}
