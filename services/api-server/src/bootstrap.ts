/** The first start: makes the organization and the key that everything else is made with. */
import { join } from 'node:path'
import { generateSigningKey, readHex, toHex } from '@latchkey/crypto'
import { makeSecretFile, readSecretFile } from './data-directory.ts'
import { addRootUser, type RootUser, toRootKey } from './root-user.ts'
import { StartFailure } from './start-failure.ts'
import type { OrganizationRow } from './store/organization-rows.ts'
import type { Transaction } from './store/store.ts'
import type { System } from './system.ts'

/** Parent organization of this installation and a root key of it. */
export interface LocalOperator {
  /** Lower-case UUID. */
  organizationId: string
  /** Compressed point, 66 hexadecimal characters. */
  apiPublicKey: string
  /** 64 hexadecimal characters. Secret. */
  apiPrivateKey: string
}

type Reach = Pick<System, 'store' | 'nowMs' | 'newId'>

const fileName = 'local-operator.json'
const names = { organizationName: 'Local organization', userName: 'Local operator' }

function readOperator(file: string): LocalOperator | undefined {
  const text = readSecretFile(file)?.toString()
  if (text === undefined) return undefined
  try {
    const { organizationId, apiPublicKey, apiPrivateKey } = JSON.parse(text)
    if ([organizationId, apiPublicKey, apiPrivateKey].every((member) => typeof member === 'string')) {
      return { organizationId, apiPublicKey, apiPrivateKey }
    }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new StartFailure(`${file} is damaged; delete it to have a new key made for the local organization`)
}

/** Whether the key in the file still is one of the organization in the store. */
async function isKnown({ organizationId, apiPublicKey }: LocalOperator, { store }: Reach): Promise<boolean> {
  return (await store.findApiKey(organizationId, readHex(apiPublicKey))) !== undefined
}

/** The oldest root user of the first organization. */
async function findRootUser(
  transaction: Transaction,
  organization: OrganizationRow | undefined,
): Promise<RootUser | undefined> {
  if (organization === undefined) return undefined
  const { organizationId } = organization
  const [userId] = (await transaction.listRootUserIds(organizationId)).toSorted()
  return userId === undefined ? undefined : { organizationId, userId }
}

/** Registers a new key, for the root user there is or for a new one in a new organization. */
async function makeOperator(reach: Reach, onlyFirst: boolean): Promise<LocalOperator | undefined> {
  const { publicKey, privateKey } = await generateSigningKey()
  const root = await reach.store.transact(async (transaction) => {
    const organization = await transaction.lockStart()
    if (onlyFirst && organization !== undefined) return undefined
    const user = (await findRootUser(transaction, organization)) ?? (await addRootUser(transaction, reach, names))
    await transaction.addApiKey(toRootKey(user, publicKey, reach, names.userName))
    return user
  })
  if (root === undefined) return undefined
  return { organizationId: root.organizationId, apiPublicKey: toHex(publicKey), apiPrivateKey: toHex(privateKey) }
}

function keep(operator: LocalOperator, dataDir: string): LocalOperator {
  makeSecretFile(join(dataDir, fileName), `${JSON.stringify(operator, undefined, 2)}\n`)
  return operator
}

/**
 * Makes the first organization and its root API key, which is kept in `local-operator.json` in the data directory, if there is no parent
 * organization yet. Of several processes that start at once, one makes it.
 * @param reach store, clock and ids
 * @param dataDir path of the data directory, which exists
 * @returns the key; undefined when there was an organization
 * @throws StartFailure when the file cannot be written
 */
export async function makeFirstOrganization(reach: Reach, dataDir: string): Promise<LocalOperator | undefined> {
  if (await reach.store.findFirstOrganization()) return undefined
  const operator = await makeOperator(reach, true)
  return operator && keep(operator, dataDir)
}

/**
 * The first parent organization with a root API key, made at the first start. The private key is kept in `local-operator.json` in the
 * data directory, readable by its owner only; when the file or its key has gone, a new key is registered for the organization's
 * first root user.
 * @param reach store, clock and ids
 * @param dataDir path of the data directory, which exists
 * @throws StartFailure when the file is damaged or cannot be read or written
 */
export async function bootstrapOrganization(reach: Reach, dataDir: string): Promise<LocalOperator> {
  const kept = readOperator(join(dataDir, fileName))
  if (kept && (await isKnown(kept, reach))) return kept
  const operator = await makeOperator(reach, false)
  if (operator === undefined) throw new Error('a key is made whether or not there is an organization')
  return keep(operator, dataDir)
}
