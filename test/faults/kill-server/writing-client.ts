/** A client that writes, one request after another, to a server that is killed again and again. */
import type { ActivityRecord } from '@latchkey/contract'
import { ApiError, type SignedRequest, sendSigned } from '@latchkey/sdk-server'
import type { Journal } from '../../support/journal.ts'
import type { Random } from '../../support/random.ts'
import { clientOf, type KnownOrganization, type Signer } from './known-organization.ts'
import { createSessionKey, createSubOrganization, createUser, renameUser, type Write } from './writes.ts'

/** What a client needs. */
export interface WritingClientOptions {
  /** Distinguishes its names from those of other clients. */
  label: string
  /** The parent organization of all it makes. */
  parent: Signer
  random: Random
  journal: Journal
}

/** Write that is not acknowledged yet. */
interface PendingWrite extends Write {
  /** When the client first lost sight of it, in milliseconds since 1970-01-01 UTC. */
  lostAtMs?: number
}

/** Well below the limit of users, so that no write is refused. */
const maxUsers = 50

/** One write in so many makes a sub-organization, in which the client works from then on. */
const writesPerOrganization = 60

/** Client; whatever it makes, nobody else writes to. */
export class WritingClient {
  /** Sub-organizations it has made. */
  readonly organizations: KnownOrganization[] = []
  /** Every answer it has got. */
  readonly answers: ActivityRecord[] = []
  /** How many of its writes it lost sight of. */
  unknown = 0
  /** How many of those had been recorded by then. */
  landed = 0
  readonly #options: WritingClientOptions
  #writes = 0
  #pending: PendingWrite | undefined

  /** @param options name, organization and journal */
  constructor(options: WritingClientOptions) {
    this.#options = options
  }

  /**
   * Settles what is pending, then writes until the server is gone.
   * @param url base URL of the server
   * @throws ApiError when the server refuses a write; Error when it takes one for two activities
   */
  async work(url: string): Promise<void> {
    let isAlive = await this.settle(url)
    while (isAlive) {
      this.#pending = await this.#chooseWrite(url)
      isAlive = await this.#sendPending(url, 1)
    }
  }

  /**
   * Sends the write whose fate is unknown again, if there is one: the same bytes and stamp, twice at once.
   * @param url base URL of the server
   * @returns false when the server is gone before it has answered
   * @throws ApiError when the server refuses the write; Error when it takes it for two activities
   */
  async settle(url: string): Promise<boolean> {
    return this.#pending === undefined || this.#sendPending(url, 2)
  }

  async #sendPending(url: string, copies: number): Promise<boolean> {
    const write = this.#pending
    if (write === undefined) throw new Error('there is nothing to send')
    const { journal } = this.#options
    const { body } = write.request
    journal.intend(body)
    const sent = Array.from({ length: copies }, () => post(write.request, url))
    const answers = (await Promise.all(sent)).filter((answer) => answer !== undefined)
    for (const { id } of answers) journal.acknowledge(body, id)
    this.answers.push(...answers)
    const [activity] = answers
    if (activity === undefined) this.#loseSight(write)
    else this.#take(write, activity)
    return activity !== undefined
  }

  #loseSight(write: PendingWrite): void {
    if (write.lostAtMs !== undefined) return
    write.lostAtMs = Date.now()
    this.unknown += 1
  }

  #take({ learn, lostAtMs = 0 }: PendingWrite, activity: ActivityRecord): void {
    const { seconds, nanos } = activity.createdAt
    if (Number(seconds) * 1000 + Number(nanos) / 1e6 < lostAtMs) this.landed += 1
    learn(activity)
    this.#pending = undefined
  }

  #chooseWrite(url: string): Promise<Write> {
    const { random, label, parent } = this.#options
    const name = `${label}-${this.#writes++}`
    const organization = this.organizations.at(-1)
    if (organization === undefined || organization.users.length === maxUsers || random(writesPerOrganization) === 0) {
      return createSubOrganization(clientOf(parent, url), name, (made) => this.organizations.push(made))
    }
    const client = clientOf(organization, url)
    // Few users have the sessions, so that some of them have more than they may keep.
    const user = organization.users[random(Math.min(organization.users.length, 3))]
    const kind = random(10)
    if (user === undefined || kind < 2) return createUser(client, organization, name)
    return kind < 5 ? renameUser(client, user, name) : createSessionKey(client, user, name)
  }
}

/** Activity of the answer, undefined when the server was gone before it had answered. */
async function post(request: SignedRequest, serverUrl: string): Promise<ActivityRecord | undefined> {
  const url = new URL(new URL(request.url).pathname, serverUrl).href
  try {
    const answer = (await sendSigned({ ...request, url })) as { activity: ActivityRecord }
    return answer.activity
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NETWORK_UNREACHABLE') return undefined
    throw error
  }
}
