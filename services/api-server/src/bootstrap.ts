/** The first start: makes the organization and the key that everything else is made with. */
import { join } from 'node:path'
import { generateSigningKey, readHex, toHex } from '@latchkey/crypto'
import { makeSecretFile, readSecretFile } from './data-directory.ts'
import { addRootUser, type RootUser, toRootKey } from './root-user.ts'
import { StartFailure } from './start-failure.ts'
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

async function findRootUser({ store }: Reach): Promise<RootUser | undefined> {
  const organization = await store.findFirstOrganization()
  if (!organization) return undefined
  const users = await store.listUsers(organization.organizationId)
  return users.find((user) => user.isRoot)
}

/** Registers a new key, for the root user there is or for a new one in a new organization. */
async function makeOperator(reach: Reach): Promise<LocalOperator> {
  const { publicKey, privateKey } = await generateSigningKey()
  const known = await findRootUser(reach)
  const { organizationId } = await reach.store.transact(async (transaction) => {
    const root = known ?? (await addRootUser(transaction, reach, names))
    await transaction.addApiKey(toRootKey(root, publicKey, reach, names.userName))
    return root
  })
  return { organizationId, apiPublicKey: toHex(publicKey), apiPrivateKey: toHex(privateKey) }
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
  const file = join(dataDir, fileName)
  const kept = readOperator(file)
  if (kept && (await isKnown(kept, reach))) return kept
  const operator = await makeOperator(reach)
  makeSecretFile(file, `${JSON.stringify(operator, undefined, 2)}\n`)
  return operator
}
