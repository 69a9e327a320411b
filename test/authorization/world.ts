/** The organizations of the authorization tables, each with the same cast, written to the store in one go: a fresh world costs next to nothing. */
import { readHex } from '@latchkey/crypto'
import { hashReadOnlyToken, makeReadOnlyToken } from '../../services/api-server/src/read-only-token.ts'
import type { Transaction } from '../../services/api-server/src/store/store.ts'
import { makeKey } from '../support/actors.ts'
import { type Stamp, stampWith, type TestServer } from '../support/api-server.ts'
import { makeApiKey, makeAuthenticator, makeOrganization, makeUser, permanent } from '../support/store-rows.ts'

const userNames = ['root', 'partner', 'user', 'bystander'] as const
const places = ['parent', 'child', 'sibling', 'stranger'] as const
type UserName = (typeof userNames)[number]
/** Where a cast is: the organization above, the one whose table it is, another below the same one, and one that has nothing to do with it. */
export type Place = (typeof places)[number]

/** User with a passkey, a permanent key and a living session. */
export interface Member {
  organizationId: string
  userId: string
  apiKeyId: string
  authenticatorId: string
  sessionId: string
  /** Signs with the permanent key. */
  stamp: Stamp
  /** Signs with the session key. */
  sessionStamp: Stamp
}

/** Everybody of one organization: two root users, two ordinary ones. */
export interface Cast extends Record<UserName, Member> {
  organizationId: string
  /** Presents the token of the root user's read-only session. */
  readOnly: Stamp
  /** Signs with a key of the root user whose time is over. */
  expired: Stamp
  userTagId: string
  sessionProfileId: string
  /** E-mail address of the bystander. */
  bystanderEmail: string
}

/** The organizations, by where they are. */
export type World = Record<Place, Cast>

interface Key {
  publicKey: Uint8Array
  stamp: Stamp
}

async function makeSigner(): Promise<Key> {
  const { publicKey, privateKey } = await makeKey()
  return { publicKey: readHex(publicKey), stamp: stampWith(privateKey) }
}

/** Keys are the same in every world: an organization knows only its own, and its parent only those of its children. */
const keys = new Map<string, Promise<Key>>()

function keyOf(...path: string[]): Promise<Key> {
  const name = path.join(' ')
  const key = keys.get(name) ?? makeSigner()
  keys.set(name, key)
  return key
}

const minuteMs = 60_000

/** Writes one cast. */
class Casting {
  readonly #server: TestServer
  readonly #place: Place
  readonly #transaction: Transaction
  readonly #createdAtMs: number

  constructor(server: TestServer, place: Place, transaction: Transaction) {
    this.#server = server
    this.#place = place
    this.#transaction = transaction
    this.#createdAtMs = server.system.nowMs() - minuteMs
  }

  async add(rootQuorumThreshold: number, parentOrganizationId: string | undefined): Promise<Cast> {
    const organizationId = this.#server.system.newId()
    const row = { organizationId, parentOrganizationId, rootQuorumThreshold, createdAtMs: this.#createdAtMs }
    const organization = makeOrganization(row)
    await this.#transaction.addOrganization(organization)
    const members = {
      root: await this.#addMember(organization, 'root'),
      partner: await this.#addMember(organization, 'partner'),
      user: await this.#addMember(organization, 'user'),
      bystander: await this.#addMember(organization, 'bystander'),
    }
    const readOnly = await this.#addReadOnlySession(members.root)
    const expired = await this.#addExpiredKey(members.root, parentOrganizationId)
    const ids = await this.#addTagAndProfile(organizationId)
    return { organizationId, ...members, readOnly, expired, ...ids, bystanderEmail: this.#emailOf('bystander') }
  }

  #emailOf(name: UserName): string {
    return `${name}@${this.#place}.example`
  }

  async #addMember(organization: ReturnType<typeof makeOrganization>, name: UserName): Promise<Member> {
    const createdAtMs = this.#createdAtMs
    const isRoot = name === 'root' || name === 'partner'
    const user = makeUser(organization, { isRoot, email: this.#emailOf(name), createdAtMs, updatedAtMs: createdAtMs })
    const tenant = { organization, user }
    const [key, sessionKey] = [await keyOf(this.#place, name), await keyOf(this.#place, name, 'session')]
    const apiKey = makeApiKey(tenant, { publicKey: key.publicKey, createdAtMs, ...permanent })
    const passkey = makeAuthenticator(tenant, { createdAtMs })
    const session = makeApiKey(tenant, { publicKey: sessionKey.publicKey, ...this.#lifeOfSession(apiKey.apiKeyId) })
    await this.#transaction.addUser(user)
    await this.#transaction.addApiKey(apiKey)
    await this.#transaction.addApiKey(session)
    await this.#transaction.addAuthenticator(passkey)
    const ids = { apiKeyId: apiKey.apiKeyId, sessionId: session.apiKeyId, authenticatorId: passkey.authenticatorId }
    const { organizationId, userId } = user
    return { organizationId, userId, ...ids, stamp: key.stamp, sessionStamp: sessionKey.stamp }
  }

  /** Half an hour, to be renewed for eight. */
  #lifeOfSession(openerId: string) {
    const createdAtMs = this.#createdAtMs
    const opener = { kind: 'api-key', id: openerId } as const
    const none = {
      rootPasskeyId: undefined,
      userAgent: undefined,
      lastUsedAtMs: undefined,
      sessionProfileId: undefined,
    }
    const session = { opener, ...none, touchedAtMs: createdAtMs, renewableUntilMs: createdAtMs + 480 * minuteMs }
    return { expirationSeconds: 1800, expiresAtMs: createdAtMs + 30 * minuteMs, createdAtMs, session }
  }

  async #addReadOnlySession({ organizationId, userId }: Member): Promise<Stamp> {
    const { newId, sessionSecret } = this.#server.system
    const sessionId = newId()
    const token = makeReadOnlyToken(sessionSecret, organizationId, sessionId)
    const life = { createdAtMs: this.#createdAtMs, expiresAtMs: this.#createdAtMs + 60 * minuteMs }
    const owner = { organizationId, userId, sessionId }
    const row = { ...owner, tokenHash: hashReadOnlyToken(token), ...life }
    await this.#transaction.addReadOnlySession(row)
    return async () => ({ 'X-Session': token })
  }

  async #addExpiredKey({ organizationId, userId }: Member, parentOrganizationId: string | undefined): Promise<Stamp> {
    const { publicKey, stamp } = await keyOf(this.#place, 'expired')
    const life = { expirationSeconds: 30, createdAtMs: this.#createdAtMs, expiresAtMs: this.#createdAtMs + 30_000 }
    const names = { apiKeyName: 'Expired', credentialType: 'CREDENTIAL_TYPE_API_KEY_P256' }
    const ids = { organizationId, parentOrganizationId, userId, apiKeyId: this.#server.system.newId() }
    await this.#transaction.addApiKey({ ...ids, publicKey, ...names, ...life })
    return stamp
  }

  async #addTagAndProfile(organizationId: string) {
    const { newId } = this.#server.system
    const [userTagId, sessionProfileId] = [newId(), newId()]
    const createdAtMs = this.#createdAtMs
    const tag = { tagId: userTagId, tagName: 'Tag', updatedAtMs: createdAtMs }
    await this.#transaction.addUserTag({ organizationId, ...tag, createdAtMs })
    const profile = { sessionProfileId, sessionProfileName: 'Profile', scope: 'true', notes: undefined }
    await this.#transaction.addSessionProfile({ organizationId, ...profile, expirationSeconds: 900, createdAtMs })
    return { userTagId, sessionProfileId }
  }
}

/**
 * Makes a world.
 * @param server where
 * @param threshold how many of the two root users of the parent and of its child must agree
 */
export function makeWorld(server: TestServer, threshold: 1 | 2): Promise<World> {
  return server.system.store.transact(async (transaction) => {
    const add = (place: Place, quorum: number, parent?: Cast) =>
      new Casting(server, place, transaction).add(quorum, parent?.organizationId)
    const parent = await add('parent', threshold)
    return {
      parent,
      child: await add('child', threshold, parent),
      sibling: await add('sibling', 1, parent),
      stranger: await add('stranger', 1),
    }
  })
}

/** When a session was last used is noted some seconds later, and by refused requests too. */
const withoutLastUse = (name: string, value: unknown): unknown => (name === 'lastUsedAtMs' ? undefined : value)

/**
 * What a refused request must leave as it was: users, credentials and log of every organization.
 * @param server where
 * @param world its organizations
 */
export async function stateOf({ system: { store } }: TestServer, world: World): Promise<unknown> {
  const states = places.map(async (place) => {
    const { organizationId } = world[place]
    const log = await store.listLog(organizationId, 0, 1000)
    const users = JSON.stringify(await store.listUsers(organizationId), withoutLastUse)
    return { place, logHead: log.at(-1)?.entry.position ?? 0, users }
  })
  return Promise.all(states)
}
