/** Where two root users must agree, one alone does nothing: not by asking twice, by voting twice, nor with a second credential. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, addKey, makeChild, makeUser, read, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

/** Sub-organization with two root users who must both agree. */
async function makePair(): Promise<[Actor, Actor]> {
  const first = await makeChild(server)
  const second = await makeUser(server, first)
  const quorum = { threshold: 2, userIds: [first.userId, second.userId] }
  expect((await write(server, first, 'update_root_quorum', quorum)).status).toBe(200)
  return [first, second]
}

const statusOf = ({ body }: TestAnswer) => memberAt(body, 'activity.status')
const waiting = 'ACTIVITY_STATUS_CONSENSUS_NEEDED'

it('neither by proposing again nor by approving what it proposed', async () => {
  const [alone] = await makePair()
  for (let attempt = 0; attempt < 3; attempt++) {
    nowMs += 1
    const proposal = await write(server, alone, 'update_organization_name', { organizationName: 'Mine' })
    expect(statusOf(proposal)).toBe(waiting)
    const fingerprint = memberAt(proposal.body, 'activity.fingerprint')
    expect(statusOf(await write(server, alone, 'approve_activity', { fingerprint }))).toBe(waiting)
  }
  const { body } = await read(server, alone, 'get_organization')
  expect(memberAt(body, 'organizationData.name')).toBe('Child')
})

it('not with another credential of its own', async () => {
  const [alone] = await makePair()
  const permanent = await addKey(server, alone)
  const proposal = await write(server, alone, 'update_organization_name', { organizationName: 'Mine' })
  const fingerprint = memberAt(proposal.body, 'activity.fingerprint')
  expect(statusOf(await write(server, permanent, 'approve_activity', { fingerprint }))).toBe(waiting)
})

it('not by making itself the quorum, and not by removing the other', async () => {
  const [alone, other] = await makePair()
  const takeover = { threshold: 1, userIds: [alone.userId] }
  expect(statusOf(await write(server, alone, 'update_root_quorum', takeover))).toBe(waiting)
  expect(statusOf(await write(server, alone, 'delete_users', { userIds: [other.userId] }))).toBe(waiting)
  expect((await read(server, other, 'whoami')).status).toBe(200)
})

it('not with the vote of a user it made itself', async () => {
  const [alone] = await makePair()
  const puppet = await write(server, alone, 'create_users', {
    users: [{ userName: 'Puppet', apiKeys: [], authenticators: [], oauthProviders: [], userTags: [] }],
  })
  expect(statusOf(puppet)).toBe(waiting)
  const late = await write(server, alone, 'approve_activity', { fingerprint: `sha256:${'1'.repeat(64)}` })
  expect(errorCodeOf(late)).toBe('FINGERPRINT_NOT_FOUND')
})
