/** The ways in which an organization could lose its last root users who can sign in, each as one request. */
import { apiKeyParams, makeKey, write } from '../support/actors.ts'
import type { TestAnswer, TestServer } from '../support/api-server.ts'
import type { Random } from '../support/random.ts'
import { type Committee, get, type Member } from './committee.ts'

/** What a way is tried on. */
export interface Siege {
  server: TestServer
  committee: Committee
  /** Root user with a permanent key who sends the request. */
  sender: Member
  /** Root user it is about. */
  victim: Member
  random: Random
}

type Way = (siege: Siege) => Promise<TestAnswer>

const idsOf = (members: readonly Member[]) => members.map(({ userId }) => userId)

/** The users who are left when the victim is not, with as many as must agree as they are. */
const changeQuorum = ({ server, sender }: Siege, threshold: number, users: readonly Member[]) =>
  write(server, sender, 'update_root_quorum', { threshold, userIds: idsOf(users) })

const findOther = ({ committee }: Siege, holding: Member['holding']): Member[] =>
  committee.others.filter((user) => user.holding === holding)

const deleteCredential: Way = ({ server, sender, victim }) => {
  const { userId, credentialId, holding } = victim
  if (holding === 'passkey') {
    return write(server, sender, 'delete_authenticators', { userId, authenticatorIds: [credentialId] })
  }
  return write(server, sender, 'delete_api_keys', { userId, apiKeyIds: [credentialId] })
}

/** By name. Those of quorums are random: every number up to as many users as are named. */
const ways: Readonly<Record<string, Way>> = {
  'delete_users of another': ({ server, sender, victim }) =>
    write(server, sender, 'delete_users', { userIds: [victim.userId] }),
  'delete_users of oneself': ({ server, sender }) =>
    write(server, sender, 'delete_users', { userIds: [sender.userId] }),
  'delete the credential of another': deleteCredential,
  'delete the credential of oneself': (siege) => deleteCredential({ ...siege, victim: siege.sender }),
  'raise the threshold': (siege) => {
    const { roots } = siege.committee
    return changeQuorum(siege, roots.length, roots)
  },
  'name a user without credentials': (siege) => {
    const users = [...findOther(siege, 'nothing'), siege.sender]
    return changeQuorum(siege, siege.random(users.length) + 1, users)
  },
  'name a user whose keys all expire': (siege) => changeQuorum(siege, 1, findOther(siege, 'session')),
  'leave it to one': (siege) => changeQuorum(siege, 1, [siege.victim]),
  'evict keys with session keys': async ({ server, sender, victim }) => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => makeKey()))
    const apiKeys = keys.map((key) => apiKeyParams(key, 60))
    return write(server, sender, 'create_api_keys', { userId: victim.userId, apiKeys })
  },
  'end all sessions': ({ server, sender, victim }) =>
    write(server, sender, 'end_sessions', { userId: victim.userId, scope: 'SESSIONS_ALL' }),
}

/**
 * Two ways at random.
 * @param random source of numbers
 */
export function drawWays(random: Random): [name: string, way: Way][] {
  const entries = Object.entries(ways)
  return [0, 1].map(() => get(entries, random(entries.length)))
}
