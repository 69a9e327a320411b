/** No two requests at once lock an organization out of itself, by whichever ways, alone or by the root quorum. */
import { afterAll, describe, expect, it } from 'vitest'
import { apiKeyParams, authenticatorParams, makeKey, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { makeRandom, type Random, readSeed } from '../support/random.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'
import { type Committee, get, type Member, makeCommittee } from './committee.ts'
import { drawWays, type Siege } from './lock-out-ways.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const { store } = server.system

/** How many root users hold something that lasts, beyond those who must agree; below 0 the organization is locked out. */
async function sparesOf({ organizationId }: Pick<Committee, 'organizationId'>): Promise<number> {
  const threshold = (await store.findOrganization(organizationId))?.rootQuorumThreshold ?? Number.NaN
  const users = await store.listUsers(organizationId)
  const usable = users.filter(
    ({ isRoot, apiKeys, authenticators }) =>
      isRoot && (authenticators.length > 0 || apiKeys.some(({ expiresAtMs }) => expiresAtMs === undefined)),
  )
  return usable.length - threshold
}

/** One root user more than must agree, each with one credential: what one request may take, two may not. */
function makeBesieged(threshold: number, random: Random): Promise<Committee> {
  const signers = Array.from({ length: threshold }, () => 'key' as const)
  const last = random(2) === 0 ? 'passkey' : 'key'
  return makeCommittee(server, { threshold, roots: [...signers, last], others: ['nothing', 'session'] })
}

const isWaiting = ({ body }: TestAnswer) => memberAt(body, 'activity.status') === 'ACTIVITY_STATUS_CONSENSUS_NEEDED'

function drawSiege(committee: Committee, random: Random): Siege {
  const signers = committee.roots.filter(({ holding }) => holding === 'key')
  const sender = get(signers, random(signers.length))
  const victims = committee.roots.filter((root) => root !== sender)
  return { server, committee, sender, victim: get(victims, random(victims.length)), random }
}

/** Has another root user with a key approve what waits. */
function approve({ roots }: Committee, sender: Member, { body }: TestAnswer): Promise<TestAnswer> {
  const voter = roots.find((root) => root !== sender && root.holding === 'key') ?? sender
  return write(server, voter, 'approve_activity', { fingerprint: memberAt(body, 'activity.fingerprint') })
}

/** What came of one request: done, or the code of the refusal or failure. */
function toEnd(answer: TestAnswer): string {
  const failure = memberAt(answer.body, 'activity.failure.details.1.reason')
  return String(failure ?? errorCodeOf(answer) ?? memberAt(answer.body, 'activity.status'))
}

/** Sends two requests at once, then at once whatever approvals they need. */
async function besiege(committee: Committee, random: Random): Promise<string[]> {
  const sieges = drawWays(random).map(([, way]) => ({ way, siege: drawSiege(committee, random) }))
  const answers = await Promise.all(sieges.map(({ way, siege }) => way(siege)))
  const ends = answers.map((answer, index) => {
    const { sender } = get(sieges, index).siege
    return isWaiting(answer) ? approve(committee, sender, answer) : answer
  })
  return (await Promise.all(ends)).map(toEnd)
}

/** Every end that a request may come to when another one runs beside it: done, refused, or too late in some way. */
const understood: ReadonlySet<string> = new Set([
  ...['ACTIVITY_STATUS_COMPLETED', 'LAST_ROOT_CREDENTIAL', 'QUORUM_USERS_MISSING'],
  // Of a sender or victim that is gone, or not a root user any more.
  ...[
    'REQUEST_NOT_AUTHORIZED',
    'PUBLIC_KEY_NOT_FOUND',
    'USER_NOT_FOUND',
    'API_KEY_NOT_FOUND',
    'AUTHENTICATOR_NOT_FOUND',
  ],
  // Of two who send the same bytes, and of a threshold that was raised meanwhile.
  ...['ACTIVITY_TAKEN', 'ACTIVITY_DECIDED', 'ACTIVITY_STATUS_CONSENSUS_NEEDED'],
])

it('holds in 500 rounds of two requests by random ways', async () => {
  const random = makeRandom(readSeed('lock-out'))
  const ends = new Map<string, number>()
  let rivals = 0
  for (let round = 0; round < 500; round++) {
    const committee = await makeBesieged(random(2) + 1, random)
    expect(await sparesOf(committee)).toBe(1)
    const pair = await besiege(committee, random)
    expect(await sparesOf(committee), `round ${round}: ${pair.join(', ')}`).toBeGreaterThanOrEqual(0)
    for (const end of pair) ends.set(end, (ends.get(end) ?? 0) + 1)
    if (pair.includes('ACTIVITY_STATUS_COMPLETED') && pair.includes('LAST_ROOT_CREDENTIAL')) rivals++
  }
  // Not a siege of nobody: many requests are done, and many are refused for what the other one did.
  expect(ends.get('ACTIVITY_STATUS_COMPLETED')).toBeGreaterThan(300)
  expect(ends.get('LAST_ROOT_CREDENTIAL')).toBeGreaterThan(50)
  expect(rivals).toBeGreaterThan(20)
  expect([...ends.keys()].filter((end) => !understood.has(end))).toEqual([])
}, 180_000)

describe('a sub-organization is not even made', () => {
  const withKey = async (expirationSeconds?: number) =>
    userParams({ apiKeys: [apiKeyParams(await makeKey(), expirationSeconds)] })
  const withPasskey = () => userParams({ authenticators: [authenticatorParams(makeSoftwarePasskey())] })

  it.each([
    ['whose users have nothing', async () => [userParams()], 1],
    ['whose only keys expire', async () => [await withKey(900)], 1],
    ['of which fewer can sign in than must agree', async () => [withPasskey(), await withKey(900)], 2],
    ['of which one has nothing', async () => [withPasskey(), userParams()], 2],
  ])('%s', async (_what, makeRootUsers, rootQuorumThreshold) => {
    const parent = await rootActor(server)
    const known = await store.listOrganizationIds(undefined, 10_000)
    const parameters = { subOrganizationName: 'Locked', rootUsers: await makeRootUsers(), rootQuorumThreshold }
    const answer = await write(server, parent, 'create_sub_organization', parameters)
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'USER_NAMES_NO_CREDENTIAL'])
    expect(await store.listOrganizationIds(undefined, 10_000)).toEqual(known)
  })
})

describe('an organization keeps those who can sign in', () => {
  it('whoever is named in their place', async () => {
    const holdings = ['nothing', 'session', 'nothing'] as const
    const committee = await makeCommittee(server, { threshold: 1, roots: ['key'], others: holdings })
    const [root] = committee.roots
    const [empty, session, second] = committee.others.map(({ userId }) => userId)
    const sender = root ?? get(committee.others, 0)
    for (const [threshold, userIds] of [
      [1, [empty]],
      [1, [session]],
      [1, [empty, session, second]],
      [2, [sender.userId, empty]],
      [2, [sender.userId, session]],
    ] as const) {
      const answer = await write(server, sender, 'update_root_quorum', { threshold, userIds })
      expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'LAST_ROOT_CREDENTIAL'])
    }
    expect(await sparesOf(committee)).toBe(0)
  })
})
