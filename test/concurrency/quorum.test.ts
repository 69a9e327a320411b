/** The root quorum while everybody votes at once: decided once, and always as a model decides that sees one entry of the log after the other. */
import { afterAll, expect, it } from 'vitest'
import { write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { makeRandom, type Random, readSeed } from '../support/random.ts'
import { type Committee, get, type Holding, type Member, makeCommittee } from './committee.ts'
import { QuorumModel } from './quorum-model.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

const hourMs = 3_600_000
const keyHolders = (size: number): Holding[] => Array.from({ length: size }, () => 'key')
const statusOf = ({ body }: TestAnswer) => memberAt(body, 'activity.status')
const fingerprintOf = ({ body }: TestAnswer) => memberAt(body, 'activity.fingerprint')

const entriesOf = ({ organizationId }: Committee) => server.system.store.listLog(organizationId, 0, 1000)

it('carries out once what 64 root users approve at once', async () => {
  const committee = await makeCommittee(server, { threshold: 33, roots: keyHolders(65) })
  const [proposer, ...voters] = committee.roots
  const proposal = await write(server, proposer ?? get(voters, 0), 'create_user_tag', {
    userTagName: 'One',
    userIds: [],
  })
  const fingerprint = fingerprintOf(proposal)
  const answers = await Promise.all(voters.map((voter) => write(server, voter, 'approve_activity', { fingerprint })))
  const voted = answers.filter(({ status }) => status === 200)
  const late = answers.filter(({ status }) => status !== 200)
  expect(voted).toHaveLength(32)
  expect(late.map(errorCodeOf)).toEqual(late.map(() => 'ACTIVITY_DECIDED'))
  const kinds = (await entriesOf(committee)).map(({ entry }) => entry.kind)
  expect(kinds).toEqual([1, ...voted.map(() => 2), 3])
})

/** Another quorum: some of the users, and a number of them. */
function drawQuorum({ roots, others }: Committee, random: Random) {
  const userIds = [...roots, ...others].map(({ userId }) => userId).filter(() => random(3) > 0)
  const [first] = roots
  const named = userIds.length > 0 ? userIds : [first?.userId ?? '']
  return { threshold: random(Math.min(3, named.length)) + 1, userIds: named }
}

/** Something that somebody does: mostly a vote about one of the last proposals. */
function act(committee: Committee, sender: Member, fingerprints: readonly unknown[], random: Random) {
  const chance = random(10)
  if (chance === 0) return write(server, sender, 'update_root_quorum', drawQuorum(committee, random))
  const fingerprint = fingerprints.at(-1 - random(Math.min(4, fingerprints.length)))
  if (chance === 1 || fingerprint === undefined) {
    return write(server, sender, 'update_organization_name', { organizationName: `Name ${random(1_000_000)}` })
  }
  return write(server, sender, chance < 7 ? 'approve_activity' : 'reject_activity', { fingerprint })
}

/** The last is for two who propose the same in the same millisecond: their bytes are the same. */
const expectedRefusals = ['ACTIVITY_DECIDED', 'REQUEST_NOT_AUTHORIZED', 'ACTIVITY_TAKEN']

/** Plays one organization's life: steps of several requests at once, between which hours pass. */
async function play(random: Random): Promise<QuorumModel> {
  const plan = { threshold: random(3) + 1, roots: keyHolders(random(3) + 3), others: keyHolders(2) }
  const committee = await makeCommittee(server, plan)
  const users = [...committee.roots, ...committee.others]
  const fingerprints: unknown[] = []
  let accepted = 0
  for (let step = 0; step < 4; step++) {
    const senders = users.flatMap((user) => (random(4) > 0 ? [user] : []))
    const answers = await Promise.all(senders.map((sender) => act(committee, sender, fingerprints, random)))
    for (const answer of answers) if (answer.status !== 200) expect(expectedRefusals).toContain(errorCodeOf(answer))
    accepted += answers.filter(({ status }) => status === 200).length
    const opened = answers.filter((answer) => statusOf(answer) === 'ACTIVITY_STATUS_CONSENSUS_NEEDED')
    fingerprints.push(...new Set(opened.map(fingerprintOf)))
    nowMs += random(3) === 0 ? 13 * hourMs : 1000
  }
  return compare(committee, plan.threshold, accepted)
}

async function compare(committee: Committee, threshold: number, accepted: number): Promise<QuorumModel> {
  const userIds = committee.roots.map(({ userId }) => userId)
  const model = new QuorumModel({ threshold, userIds }, 'Acme')
  const records = await entriesOf(committee)
  expect(
    records.filter(({ entry }) => entry.kind !== 3),
    'each accepted request is on record once',
  ).toHaveLength(accepted)
  model.play(records)
  await model.check(server.system.store, committee.organizationId)
  return model
}

it('equals the model in 200 lives of organizations', async () => {
  const random = makeRandom(readSeed('root quorum in parallel'))
  const total = { completed: 0, rejected: 0 }
  for (let round = 0; round < 200; round++) {
    const { decisions } = await play(random)
    total.completed += decisions.completed
    total.rejected += decisions.rejected
  }
  // Not a comparison of nothing with nothing.
  expect(total.completed).toBeGreaterThan(200)
  expect(total.rejected).toBeGreaterThan(20)
}, 180_000)
