/** The world that the examples of the API's description speak of, in a data directory that a server can be started on. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readHex } from '@latchkey/crypto'
import { exampleIds, exampleTimestampMs } from '../../packages/contract/src/examples.ts'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import type { Store } from '../../services/api-server/src/store/store.ts'
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
}

async function addTenant(store: Store, { organization, user }: Tenant): Promise<void> {
  await store.transact(async (transaction) => {
    await transaction.addOrganization(organization)
    await transaction.addUser(user)
  })
}

/** A write of the ordinary user, stamped with its key. */
async function addActivity(store: Store, ada: Tenant, key: TestKey): Promise<void> {
  const { userId, organizationId } = ada.user
  const [type, scheme] = ['ACTIVITY_TYPE_UPDATE_USER_NAME', 'SIGNATURE_SCHEME_TK_API_P256']
  const timestampMs = String(createdAtMs)
  const body = JSON.stringify({ type, organizationId, timestampMs, parameters: { userId, userName: 'Ada' } })
  const { 'X-Stamp': header = '' } = await stampWith(key.privateKey)(body)
  const stamp = { scheme, publicKeyHex: key.publicKey, header }
  const activity = makeActivity(ada, body, { activityId: exampleIds.activity, type, createdAtMs, stamp })
  await store.recordActivity(activity, async () => ({ userId }))
}

async function addParent(store: Store): Promise<void> {
  const organization = makeOrganization({ organizationId: exampleIds.organization, createdAtMs })
  await addTenant(store, { organization, user: makeUser(organization, { userName: 'Root', createdAtMs }) })
  const user = makeUser(organization, { userId: exampleIds.user, isRoot: false, createdAtMs })
  const ada = { organization, user }
  const key = await makeKey()
  const apiKey = makeApiKey(ada, { apiKeyId: exampleIds.apiKey, publicKey: readHex(key.publicKey), ...permanent })
  await store.transact(async (transaction) => {
    await transaction.addUser(user)
    await transaction.addApiKey(apiKey)
    await transaction.addAuthenticator(makeAuthenticator(ada, { authenticatorId: exampleIds.authenticator }))
  })
  await addActivity(store, ada, key)
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
  const subOrganizationKey = await makeKey()
  const store = await openSqliteStore({ file: join(dataDir, 'latchkey.db') })
  try {
    await addParent(store)
    await addSubOrganization(store, subOrganizationKey)
  } finally {
    await store.close()
  }
  return { dataDir, subOrganizationKey }
}
