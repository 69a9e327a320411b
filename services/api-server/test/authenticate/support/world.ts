/** A system with a real store for tests of the second stage: parents, children and their credentials, put in directly. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSigningKey } from '@latchkey/crypto'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { SoftwarePasskey } from '../../../../../test/support/software-authenticator.ts'
import type { CallerFacts } from '../../../src/caller.ts'
import { loadSessionJwtKey } from '../../../src/session-jwt-key.ts'
import type { ApiKeyRow, AuthenticatorRow, SessionFacts } from '../../../src/store/credential-rows.ts'
import { newUuidV7 } from '../../../src/store/new-uuid-v7.ts'
import type { OrganizationRow, UserRow } from '../../../src/store/organization-rows.ts'
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts'
import type { Store, Transaction } from '../../../src/store/store.ts'
import type { System } from '../../../src/system.ts'

/** Organization with one root user. */
export type Tenant = Pick<OrganizationRow, 'organizationId' | 'parentOrganizationId'> & Pick<UserRow, 'userId'>

/** API key with its private half. */
export interface TestKey {
  publicKey: Uint8Array
  privateKey: Uint8Array
}

/** What a store knows of an API key; of P-256 unless its type says otherwise. */
export interface RegisteredKey {
  publicKey: Uint8Array
  credentialType?: string
}

/** System whose clock and log a test can look at. */
export interface World {
  system: System
  clock: { nowMs: number }
  /** Lines of the log, oldest first. */
  log: { level: number; msg: string }[]
  /** Callers whose use was noted, in turn. */
  used: CallerFacts[]
  addTenant(parent?: Tenant): Promise<Tenant>
  addKey(tenant: Tenant, key: RegisteredKey, expiresAtMs?: number, sessionProfileId?: string): Promise<void>
  addPasskey(tenant: Tenant, passkey: SoftwarePasskey, signCount?: number): Promise<void>
  /** Token hash of a session of the tenant's user. */
  addSession(tenant: Tenant, tokenHash: Uint8Array, expiresAtMs: number): Promise<void>
  close(): Promise<void>
}

/** Moment at which the clock starts: 2026-01-01 00:00 UTC, in milliseconds. */
export const startMs = 1_767_225_600_000

/** A key pair nobody has registered. */
export const makeKey = (): Promise<TestKey> => generateSigningKey()

type Kept = Pick<System, 'store' | 'sessionJwtKey'>

function makeSystem(kept: Kept, { clock, log, used }: Pick<World, 'clock' | 'log' | 'used'>): System {
  return {
    ...kept,
    nowMs: () => clock.nowMs,
    newId: () => newUuidV7(clock.nowMs, randomBytes),
    sessionSecret: randomBytes(32),
    policy: {
      origins: ['http://localhost:*', 'https://app.example'],
      maxSessionSeconds: 900,
      sessionRenewalSeconds: 900,
      sessionPowers: 'step-up',
    },
    lastUse: { note: (caller) => used.push(caller) },
    log: pino({ level: 'trace' }, { write: (line: string) => log.push(JSON.parse(line)) }),
  }
}

async function insertTenant(transaction: Transaction, tenant: Tenant, createdAtMs: number): Promise<Tenant> {
  const { organizationId, parentOrganizationId, userId } = tenant
  await transaction.addOrganization({
    organizationId,
    parentOrganizationId,
    organizationName: `Tenant ${organizationId}`,
    rootQuorumThreshold: 1,
    createdAtMs,
  })
  const user = { userName: 'Alice', email: undefined, phoneNumber: undefined, isRoot: true }
  await transaction.addUser({ organizationId, userId, ...user, createdAtMs, updatedAtMs: createdAtMs })
  return tenant
}

async function insertKey(store: Store, row: ApiKeyRow): Promise<void> {
  expect(await store.transact((transaction) => transaction.addApiKey(row))).toBe(true)
}

async function insertPasskey(store: Store, row: AuthenticatorRow): Promise<void> {
  expect(await store.transact((transaction) => transaction.addAuthenticator(row))).toBe(true)
}

type Adders = Pick<World, 'addTenant' | 'addKey' | 'addPasskey' | 'addSession'>

function makeAdders({ store, newId }: System): Adders {
  const keyNames = { apiKeyName: 'key', createdAtMs: startMs }
  const passkeyNames = {
    authenticatorName: 'passkey',
    aaguid: '00000000-0000-0000-0000-000000000000',
    attestationType: 'none',
    transports: [],
    createdAtMs: startMs,
  }
  return {
    addTenant: (parent) => {
      const tenant = { organizationId: newId(), parentOrganizationId: parent?.organizationId, userId: newId() }
      return store.transact((transaction) => insertTenant(transaction, tenant, startMs))
    },
    addKey: (tenant, { publicKey, credentialType = 'CREDENTIAL_TYPE_API_KEY_P256' }, expiresAtMs, sessionProfileId) => {
      const expirationSeconds = expiresAtMs === undefined ? undefined : 900
      const apiKeyId = newId()
      const origin = { rootPasskeyId: undefined, userAgent: undefined, lastUsedAtMs: undefined, touchedAtMs: startMs }
      const session: SessionFacts = {
        ...origin,
        ...{ opener: { kind: 'api-key', id: apiKeyId }, renewableUntilMs: expiresAtMs ?? 0, sessionProfileId },
      }
      const row = { ...tenant, ...keyNames, apiKeyId, publicKey, credentialType, expirationSeconds, expiresAtMs }
      return insertKey(store, sessionProfileId === undefined ? row : { ...row, session })
    },
    addPasskey: (tenant, { credentialId, publicKeyCose, algorithm, rpId, synced }, signCount = 0) => {
      const key = { credentialId, publicKeyCose, algorithm, rpId, signCount }
      const backup = { backupEligible: synced, backupState: synced }
      return insertPasskey(store, { ...tenant, ...passkeyNames, authenticatorId: newId(), ...key, ...backup })
    },
    addSession: ({ organizationId, userId }, tokenHash, expiresAtMs) =>
      store.transact((transaction) =>
        transaction.addReadOnlySession({
          organizationId,
          userId,
          tokenHash,
          expiresAtMs,
          sessionId: newId(),
          createdAtMs: startMs,
        }),
      ),
  }
}

/** Opens a system without any organization. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-authenticate-'))
  const store = await openSqliteStore({ file: join(folder, 'latchkey.db') })
  const clock = { nowMs: startMs }
  const log: World['log'] = []
  const used: World['used'] = []
  const system = makeSystem({ store, sessionJwtKey: await loadSessionJwtKey(folder) }, { clock, log, used })
  const close = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { system, clock, log, used, ...makeAdders(system), close }
}
