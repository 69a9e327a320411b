/** The world that the examples of the API's description speak of, in a data directory that a server can be started on. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readHex } from '@latchkey/crypto'
import { exampleIds, exampleTimestampMs } from '../../packages/contract/src/examples.ts'
import type { StampRecord } from '../../services/api-server/src/store/activity-rows.ts'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { type Store, undecided } from '../../services/api-server/src/store/store.ts'
import { makeKey, type TestKey } from './actors.ts'
import { stampWith } from './api-server.ts'
import {
  makeActivity,
  makeApiKey,
  makeAuthenticator,
  makeOrganization,
  makeUser,
  permanent,
  type Tenant,
} from './store-rows.ts'

const createdAtMs = Number(exampleTimestampMs) - 60_000

/** Data directory with the example world, and what its sub-organization's root user signs with. */
export interface ExampleWorld {
  dataDir: string
  subOrganizationKey: TestKey
  /** Signs for the session of the parent organization's root user. */
  sessionKey: TestKey
}

async function addTenant(store: Store, { organization, user }: Tenant): Promise<void> {
  await store.transact(async (transaction) => {
    await transaction.addOrganization(organization)
    await transaction.addUser(user)
  })
}

/** What is kept of a key's signature. */
async function stampOf(body: string, { publicKey, privateKey }: TestKey): Promise<StampRecord> {
  const { 'X-Stamp': header = '' } = await stampWith(privateKey)(body)
  return { scheme: 'SIGNATURE_SCHEME_TK_API_P256', publicKeyHex: publicKey, header }
}

/** A write of the ordinary user, stamped with its key. */
async function addActivity(store: Store, ada: Tenant, key: TestKey): Promise<void> {
  const { userId, organizationId } = ada.user
  const type = 'ACTIVITY_TYPE_UPDATE_USER_NAME'
  const timestampMs = String(createdAtMs)
  const body = JSON.stringify({ type, organizationId, timestampMs, parameters: { userId, userName: 'Ada' } })
  const stamp = await stampOf(body, key)
  const activity = makeActivity(ada, body, { activityId: exampleIds.activity, type, createdAtMs, stamp })
  await store.recordActivity(activity, async () => ({ userId }))
}

/** A write that waits for the root quorum, of which the examples give the fingerprint. */
const waitingBody =
  '{"type":"ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME","organizationId":"0195c0de-0000-7000-8000-000000000001","timestampMs":"1767225540000","parameters":{"organizationName":"Acme Europe"}}'

async function addWaiting(store: Store, root: Tenant, key: TestKey): Promise<void> {
  const type = 'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME'
  const activity = makeActivity(root, waitingBody, { type, createdAtMs, stamp: await stampOf(waitingBody, key) })
  await store.recordActivity(activity, async () => undecided)
}

/** The root user's session, renewable for an hour, and a profile for others. */
async function addSession(store: Store, root: Tenant, { publicKey }: TestKey): Promise<void> {
  const { organizationId } = root.organization
  const life = { createdAtMs, expirationSeconds: 900, expiresAtMs: createdAtMs + 900_000 }
  const origin = {
    opener: { kind: 'passkey', id: exampleIds.authenticator } as const,
    rootPasskeyId: exampleIds.authenticator,
  }
  const use = {
    userAgent: 'Mozilla/5.0',
    lastUsedAtMs: undefined,
    touchedAtMs: createdAtMs,
    sessionProfileId: undefined,
  }
  const session = { ...origin, ...use, renewableUntilMs: createdAtMs + 3_600_000 }
  const key = { apiKeyId: exampleIds.session, publicKey: readHex(publicKey), ...life, session }
  const profile = { sessionProfileId: exampleIds.sessionProfile, sessionProfileName: 'Readers', scope: 'false' }
  await store.transact(async (transaction) => {
    await transaction.addApiKey(makeApiKey(root, key))
    await transaction.addSessionProfile({ organizationId, ...profile, expirationSeconds: 900, notes: '', createdAtMs })
  })
}

async function addParent(store: Store, sessionKey: TestKey): Promise<void> {
  const organization = makeOrganization({ organizationId: exampleIds.organization, createdAtMs })
  const root = makeUser(organization, { userId: exampleIds.rootUser, userName: 'Root', createdAtMs })
  await addTenant(store, { organization, user: root })
  const user = makeUser(organization, { userId: exampleIds.user, isRoot: false, createdAtMs })
  const ada = { organization, user }
  const key = await makeKey()
  const apiKey = makeApiKey(ada, { apiKeyId: exampleIds.apiKey, publicKey: readHex(key.publicKey), ...permanent })
  await store.transact(async (transaction) => {
    await transaction.addUser(user)
    await transaction.addApiKey(apiKey)
    await transaction.addAuthenticator(makeAuthenticator(ada, { authenticatorId: exampleIds.authenticator }))
    const { organizationId } = organization
    const tag = { organizationId, tagId: exampleIds.userTag, tagName: 'Billing', createdAtMs, updatedAtMs: createdAtMs }
    await transaction.addUserTag(tag)
  })
  await addActivity(store, ada, key)
  await addSession(store, { organization, user: root }, sessionKey)
  await addWaiting(store, { organization, user: root }, key)
}

async function addSubOrganization(store: Store, key: TestKey): Promise<void> {
  const organization = makeOrganization({
    organizationId: exampleIds.subOrganization,
    parentOrganizationId: exampleIds.organization,
    createdAtMs,
  })
  const user = makeUser(organization, { email: 'ada@example.com', createdAtMs })
  await addTenant(store, { organization, user })
  const apiKey = makeApiKey({ organization, user }, { publicKey: readHex(key.publicKey), ...permanent })
  await store.transact((transaction) => transaction.addApiKey(apiKey))
}

/** Makes the example world in a new folder below the system's temporary one. */
export async function makeExampleWorld(): Promise<ExampleWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-example-'))
  const [subOrganizationKey, sessionKey] = [await makeKey(), await makeKey()]
  const store = await openSqliteStore({ file: join(dataDir, 'latchkey.db') })
  try {
    await addParent(store, sessionKey)
    await addSubOrganization(store, subOrganizationKey)
  } finally {
    await store.close()
  }
  return { dataDir, subOrganizationKey, sessionKey }
}
