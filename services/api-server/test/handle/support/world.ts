/** A server without HTTP and without signatures, for tests of the last stages: the real store in a temporary folder, a clock that is set by hand. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatApiKeyStamp, generateSigningKey, stampSchemes, toHex } from '@latchkey/crypto'
import pino from 'pino'
import { type CallerCredential, proveCaller, type SignerFacts } from '../../../src/caller.ts'
import { loadSessionJwtKey } from '../../../src/session-jwt-key.ts'
import { newUuidV7 } from '../../../src/store/new-uuid-v7.ts'
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts'
import type { Policy, System } from '../../../src/system.ts'

/** Moment at which the clock of every test starts: 2026-01-01 00:00 UTC, in milliseconds. */
export const startMs = 1_767_225_600_000

/** Server of one test. */
export interface World {
  system: System
  /** What `system.nowMs()` answers. */
  clock: { nowMs: number }
  policy: Policy
  /** Root user of a parent organization, with a permanent API key. */
  root: Member
  close(): Promise<void>
}

/** User with the credential it signs with. */
export type Member = SignerFacts

/** Stamp header that is well formed and proves nothing: signatures are the business of an earlier stage. */
export const anyStamp = (publicKeyHex: string): string =>
  formatApiKeyStamp({ publicKeyHex, scheme: stampSchemes.apiP256, signatureHex: '30' })

/** Public key nobody has yet: 66 hexadecimal digits. */
export async function freshPublicKey(): Promise<string> {
  return toHex((await generateSigningKey()).publicKey)
}

/**
 * Caller as authentication would prove it now.
 * @param member who
 * @param facts what differs
 */
export const callerOf = (member: Member, facts: Partial<SignerFacts> = {}) => proveCaller({ ...member, ...facts })

/**
 * The same user with another credential.
 * @param member who
 * @param credential signs instead
 */
export const withCredential = (member: Member, credential: CallerCredential): Member => ({ ...member, credential })

/** Opens a server with one parent organization. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-handle-'))
  const store = await openSqliteStore({ file: join(folder, 'latchkey.db') })
  const clock = { nowMs: startMs }
  const policy: Policy = {
    origins: ['http://localhost:*'],
    maxSessionSeconds: 2_592_000,
    sessionRenewalSeconds: 43_200,
    sessionPowers: 'step-up',
  }
  const system: System = {
    store,
    nowMs: () => clock.nowMs,
    newId: () => newUuidV7(clock.nowMs, randomBytes),
    sessionSecret: randomBytes(32),
    sessionJwtKey: await loadSessionJwtKey(folder),
    policy,
    lastUse: { note: () => {} },
    log: pino({ enabled: false }),
  }
  const root = await addOrganization(system, 'Parent')
  const close = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { system, clock, policy, root, close }
}

/**
 * Adds a parent organization and answers its root user, who has a permanent API key.
 * @param system where
 * @param organizationName its name
 */
export async function addOrganization(system: System, organizationName: string): Promise<Member> {
  const [organizationId, userId, apiKeyId] = [system.newId(), system.newId(), system.newId()]
  const publicKeyHex = await freshPublicKey()
  const createdAtMs = system.nowMs()
  const place = { organizationId, parentOrganizationId: undefined, createdAtMs }
  await system.store.transact(async (transaction) => {
    await transaction.addOrganization({ ...place, organizationName, rootQuorumThreshold: 1 })
    const contact = { email: undefined, phoneNumber: undefined }
    await transaction.addUser({
      ...place,
      ...contact,
      userId,
      userName: 'Root',
      isRoot: true,
      updatedAtMs: createdAtMs,
    })
    const publicKey = Buffer.from(publicKeyHex, 'hex')
    const life = { expirationSeconds: undefined, expiresAtMs: undefined }
    const credentialType = 'CREDENTIAL_TYPE_API_KEY_P256'
    await transaction.addApiKey({ ...place, ...life, publicKey, apiKeyId, userId, apiKeyName: 'root', credentialType })
  })
  return {
    organizationId,
    organizationName,
    parentOrganizationId: undefined,
    userId,
    userName: 'Root',
    isRoot: true,
    rootQuorumThreshold: 1,
    credential: { kind: 'api-key', apiKeyId, publicKeyHex, scheme: stampSchemes.apiP256, expiresAtMs: undefined },
    targetOrganizationId: organizationId,
  }
}
