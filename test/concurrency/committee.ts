/** Organizations with as many root users as a test wants, written to the store in one go. */
import { readHex } from '@latchkey/crypto'
import type { Transaction } from '../../services/api-server/src/store/store.ts'
import { type Actor, makeKey } from '../support/actors.ts'
import { type Stamp, stampWith, type TestServer } from '../support/api-server.ts'
import { makeApiKey, makeAuthenticator, makeOrganization, makeUser, permanent } from '../support/store-rows.ts'

/** What a user signs in with: a permanent key, a passkey that nobody here can use, a key that expires, or nothing. */
export type Holding = 'key' | 'passkey' | 'session' | 'nothing'

/** User of a committee's organization. */
export interface Member extends Actor {
  holding: Holding
  /** Id of the key or passkey; of something that is not there for a user who holds nothing. */
  credentialId: string
}

/** What an organization is to be like. */
export interface CommitteePlan {
  threshold: number
  /** What each root user holds. */
  roots: readonly Holding[]
  /** What each ordinary user holds; default nobody is one. */
  others?: readonly Holding[]
}

/** The users of one organization. */
export interface Committee {
  organizationId: string
  roots: Member[]
  others: Member[]
}

interface Key {
  publicKey: Uint8Array
  stamp: Stamp
}

const keys: Promise<Key>[] = []

async function makeSigner(): Promise<Key> {
  const { publicKey, privateKey } = await makeKey()
  return { publicKey: readHex(publicKey), stamp: stampWith(privateKey) }
}

/** The keys of one committee are those of every other: an organization knows only its own. */
function keyAt(index: number): Promise<Key> {
  const key = keys[index] ?? makeSigner()
  keys[index] = key
  return key
}

type Organization = ReturnType<typeof makeOrganization>

async function addMember(
  transaction: Transaction,
  organization: Organization,
  holding: Holding,
  [index, isRoot]: [index: number, isRoot: boolean],
): Promise<Member> {
  const { organizationId, createdAtMs } = organization
  const user = makeUser(organization, { isRoot, createdAtMs, updatedAtMs: createdAtMs })
  await transaction.addUser(user)
  const { publicKey, stamp } = await keyAt(index)
  const tenant = { organization, user }
  const life = holding === 'key' ? permanent : { expirationSeconds: 900, expiresAtMs: createdAtMs + 900_000 }
  const apiKey = makeApiKey(tenant, { publicKey, createdAtMs, ...life })
  const passkey = makeAuthenticator(tenant, { createdAtMs })
  if (holding === 'key' || holding === 'session') await transaction.addApiKey(apiKey)
  if (holding === 'passkey') await transaction.addAuthenticator(passkey)
  const credentialId = holding === 'passkey' ? passkey.authenticatorId : apiKey.apiKeyId
  return { organizationId, userId: user.userId, stamp, holding, credentialId }
}

/**
 * Makes an organization without a parent.
 * @param server where
 * @param plan who its users are, and how many must agree
 */
export function makeCommittee(
  { system }: TestServer,
  { threshold, roots, others = [] }: CommitteePlan,
): Promise<Committee> {
  return system.store.transact(async (transaction) => {
    const organizationId = system.newId()
    const createdAtMs = system.nowMs()
    const organization = makeOrganization({ organizationId, rootQuorumThreshold: threshold, createdAtMs })
    await transaction.addOrganization(organization)
    const add = async (holdings: readonly Holding[], first: number, isRoot: boolean) => {
      const members: Member[] = []
      for (const [index, holding] of holdings.entries()) {
        members.push(await addMember(transaction, organization, holding, [first + index, isRoot]))
      }
      return members
    }
    return { organizationId, roots: await add(roots, 0, true), others: await add(others, roots.length, false) }
  })
}

/**
 * An item that must be there.
 * @param items list
 * @param index position from 0
 */
export function get<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}
