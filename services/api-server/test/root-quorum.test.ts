/** The root quorum over real HTTP: what several must agree to waits, runs once, and is rejected or fails in the open. */
import { afterAll, describe, expect, it } from 'vitest'
import {
  type Actor,
  addKey,
  makeChild,
  makeKey,
  makeUser,
  type PasskeyHolder,
  read,
  rootActor,
  write,
} from '../../../test/support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../../../test/support/api-server.ts'

const hourMs = 3_600_000
let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

interface Committee {
  organizationId: string
  members: Actor[]
}

/** Sub-organization whose root users are as many as asked for, of whom two must agree. */
async function makeCommittee(size = 3, threshold = 2): Promise<Committee> {
  const founder = await makeChild(server)
  const others = await Promise.all(Array.from({ length: size - 1 }, () => makeUser(server, founder)))
  const members = [founder, ...others]
  const userIds = members.map(({ userId }) => userId)
  await ok(write(server, founder, 'update_root_quorum', { threshold, userIds }))
  return { organizationId: founder.organizationId, members }
}

async function ok(answer: Promise<TestAnswer>): Promise<TestAnswer> {
  const settled = await answer
  expect(settled.status, JSON.stringify(settled.body)).toBe(200)
  return settled
}

const activityOf = ({ body }: TestAnswer) => memberAt(body, 'activity') as Record<string, unknown>
const statusOf = (answer: TestAnswer) => String(activityOf(answer).status).replace('ACTIVITY_STATUS_', '')

/** Proposes a new name of the organization and answers the fingerprint. */
async function propose({ members }: Committee, organizationName: string): Promise<string> {
  const answer = await ok(write(server, get(members, 0), 'update_organization_name', { organizationName }))
  expect(statusOf(answer)).toBe('CONSENSUS_NEEDED')
  return String(activityOf(answer).fingerprint)
}

const approve = (actor: Actor, fingerprint: string) => write(server, actor, 'approve_activity', { fingerprint })
const reject = (actor: Actor, fingerprint: string) => write(server, actor, 'reject_activity', { fingerprint })

function get<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}

async function nameOf({ members }: Committee): Promise<unknown> {
  const { body } = await ok(read(server, get(members, 0), 'get_organization'))
  return memberAt(body, 'organizationData.name')
}

describe('what several must agree to', () => {
  it('waits with nothing done, and says who may vote', async () => {
    const committee = await makeCommittee()
    const fingerprint = await propose(committee, 'Later')
    expect(await nameOf(committee)).toBe('Child')
    const [proposer, second] = committee.members
    const shown = async (actor: Actor | undefined) => {
      const { body } = await ok(read(server, actor ?? get(committee.members, 0), 'list_activities'))
      const [latest] = memberAt(body, 'activities') as Record<string, unknown>[]
      return latest
    }
    const waiting = { fingerprint, status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED', result: {} }
    expect(await shown(proposer)).toMatchObject({ ...waiting, canApprove: false, canReject: true })
    expect(await shown(second)).toMatchObject({ ...waiting, canApprove: true, canReject: true })
    expect(
      await shown(await rootActor(server).then((root) => ({ ...root, organizationId: committee.organizationId }))),
    ).toMatchObject({
      ...waiting,
      canApprove: false,
      canReject: false,
    })
  })

  it('runs with the approval that completes the quorum, and shows every vote', async () => {
    const committee = await makeCommittee()
    const fingerprint = await propose(committee, 'Agreed')
    nowMs += 1000
    const answer = await ok(approve(get(committee.members, 1), fingerprint))
    expect(activityOf(answer)).toMatchObject({
      fingerprint,
      type: 'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME',
      status: 'ACTIVITY_STATUS_COMPLETED',
      result: { updateOrganizationNameResult: { organizationName: 'Agreed' } },
      canApprove: false,
      canReject: false,
      updatedAt: { seconds: String(Math.floor(nowMs / 1000)) },
    })
    const votes = activityOf(answer).votes as Record<string, unknown>[]
    expect(votes.map(({ userId, selection }) => [userId, selection])).toEqual(
      committee.members.slice(0, 2).map(({ userId }) => [userId, 'VOTE_SELECTION_APPROVED']),
    )
    expect(memberAt(votes, '1.message')).toContain('ACTIVITY_TYPE_APPROVE_ACTIVITY')
    expect(await nameOf(committee)).toBe('Agreed')
  })

  it('is answered as it stands to whoever proposed it and sends the same bytes again', async () => {
    const committee = await makeCommittee()
    const [proposer, second] = [get(committee.members, 0), get(committee.members, 1)]
    const body = JSON.stringify({
      type: 'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME',
      timestampMs: String(nowMs),
      organizationId: committee.organizationId,
      parameters: { organizationName: 'Polled' },
    })
    const send = async () => server.post('/public/v1/submit/update_organization_name', body, await proposer.stamp(body))
    const waiting = await ok(send())
    expect([statusOf(waiting), statusOf(await ok(send()))]).toEqual(['CONSENSUS_NEEDED', 'CONSENSUS_NEEDED'])
    await ok(approve(second, String(activityOf(waiting).fingerprint)))
    const polled = await ok(send())
    expect(statusOf(polled)).toBe('COMPLETED')
    expect(activityOf(polled).votes).toHaveLength(2)
  })

  it('can be sent again by whoever approved it, and counts once', async () => {
    const committee = await makeCommittee(3, 3)
    const fingerprint = await propose(committee, 'Once')
    const second = get(committee.members, 1)
    const body = JSON.stringify({
      type: 'ACTIVITY_TYPE_APPROVE_ACTIVITY',
      timestampMs: String(nowMs),
      organizationId: committee.organizationId,
      parameters: { fingerprint },
    })
    const headers = await second.stamp(body)
    const send = () => server.post('/public/v1/submit/approve_activity', body, headers)
    const answers = await Promise.all(Array.from({ length: 64 }, send))
    for (const answer of answers) {
      expect([answer.status, statusOf(answer), (activityOf(answer).votes as unknown[]).length]).toEqual([
        200,
        'CONSENSUS_NEEDED',
        2,
      ])
    }
    nowMs += 2 * hourMs
    expect((await send()).status).toBe(200)
  })

  it('runs once when many approve at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const committee = await makeCommittee(5, 2)
      const users = [{ userName: `New ${round}`, apiKeys: [], authenticators: [], oauthProviders: [], userTags: [] }]
      const proposal = await ok(write(server, get(committee.members, 0), 'create_users', { users }))
      const fingerprint = String(activityOf(proposal).fingerprint)
      const answers = await Promise.all(committee.members.slice(1).map((actor) => approve(actor, fingerprint)))
      const done = answers.filter(({ status }) => status === 200)
      expect(done.length).toBeGreaterThan(0)
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        expect(errorCodeOf(answer)).toBe('ACTIVITY_DECIDED')
      }
      const { body } = await ok(read(server, get(committee.members, 0), 'list_users'))
      expect(memberAt(body, 'users')).toHaveLength(6)
    }
  })

  it('is rejected once too few are left who could agree', async () => {
    const committee = await makeCommittee()
    const [, second, third] = committee.members.map((member) => member)
    const fingerprint = await propose(committee, 'Never')
    expect(statusOf(await ok(reject(second as Actor, fingerprint)))).toBe('CONSENSUS_NEEDED')
    const rejected = await ok(reject(third as Actor, fingerprint))
    expect([statusOf(rejected), activityOf(rejected).result]).toEqual(['REJECTED', {}])
    expect(errorCodeOf(await approve(second as Actor, fingerprint))).toBe('ACTIVITY_DECIDED')
    expect(await nameOf(committee)).toBe('Child')
  })

  it('can be withdrawn by whoever proposed it, and a vote can be changed while it waits', async () => {
    const committee = await makeCommittee(2, 2)
    const [first, second] = [get(committee.members, 0), get(committee.members, 1)]
    expect(statusOf(await ok(reject(first, await propose(committee, 'Withdrawn'))))).toBe('REJECTED')
    const changed = await makeCommittee(4, 3)
    const fingerprint = await propose(changed, 'Changed')
    await ok(reject(get(changed.members, 1), fingerprint))
    await ok(approve(get(changed.members, 1), fingerprint))
    expect(statusOf(await ok(approve(get(changed.members, 2), fingerprint)))).toBe('COMPLETED')
    expect(second.userId).not.toBe(first.userId)
  })

  it('needs approvals of the last 24 hours', async () => {
    const committee = await makeCommittee(3, 2)
    const fingerprint = await propose(committee, 'Slow')
    nowMs += 24 * hourMs
    expect(statusOf(await ok(approve(get(committee.members, 1), fingerprint)))).toBe('CONSENSUS_NEEDED')
    const shown = await ok(read(server, get(committee.members, 0), 'list_activities'))
    expect(memberAt(shown.body, 'activities.0.canApprove')).toBe(true)
    expect(statusOf(await ok(approve(get(committee.members, 0), fingerprint)))).toBe('COMPLETED')
  })

  it('counts those who are root users when it is decided, and as many as must agree then', async () => {
    const committee = await makeCommittee(3, 2)
    const [first, second, third] = committee.members.map((member) => member) as [Actor, Actor, Actor]
    const fingerprint = await propose(committee, 'Members')
    const quorum = { threshold: 2, userIds: [second.userId, third.userId] }
    const change = await ok(write(server, second, 'update_root_quorum', quorum))
    await ok(approve(third, String(activityOf(change).fingerprint)))
    expect(errorCodeOf(await approve(first, fingerprint))).toBe('REQUEST_NOT_AUTHORIZED')
    expect(statusOf(await ok(approve(second, fingerprint)))).toBe('CONSENSUS_NEEDED')
    expect(statusOf(await ok(approve(third, fingerprint)))).toBe('COMPLETED')
  })

  it('is never carried out by a rejection, even where fewer need agree than when it was proposed', async () => {
    const committee = await makeCommittee(3, 2)
    const [first, second, third] = committee.members.map((member) => member) as [Actor, Actor, Actor]
    const fingerprint = await propose(committee, 'Unwanted')
    const quorum = { threshold: 1, userIds: committee.members.map(({ userId }) => userId) }
    const change = await ok(write(server, first, 'update_root_quorum', quorum))
    await ok(approve(second, String(activityOf(change).fingerprint)))
    expect(statusOf(await ok(reject(third, fingerprint)))).toBe('CONSENSUS_NEEDED')
    expect(await nameOf(committee)).toBe('Child')
    expect(statusOf(await ok(approve(second, fingerprint)))).toBe('COMPLETED')
  })

  it('fails in the open, with nothing of it done, when it cannot be carried out any more', async () => {
    const committee = await makeCommittee(3, 2)
    const user = await ok(
      write(server, get(committee.members, 0), 'delete_users', { userIds: ['018f4e1a-9c3b-7d2e-8f10-0123456789ab'] }),
    )
    const failed = await ok(approve(get(committee.members, 1), String(activityOf(user).fingerprint)))
    expect(activityOf(failed)).toMatchObject({
      status: 'ACTIVITY_STATUS_FAILED',
      result: {},
      failure: { code: 5, message: 'no user found with the given ID', details: expect.any(Array) },
    })
    expect(memberAt(failed.body, 'activity.failure.details.1.reason')).toBe('USER_NOT_FOUND')
  })

  it('registers keys whose lives count from the moment of the agreement', async () => {
    const committee = await makeCommittee(3, 2)
    const [first, second, third] = committee.members.map((member) => member) as [Actor, Actor, Actor]
    const { publicKey } = await makeKey()
    const apiKeys = [{ apiKeyName: 'session', publicKey, curveType: 'API_KEY_CURVE_P256', expirationSeconds: '60' }]
    const proposal = await ok(write(server, first, 'create_api_keys', { userId: third.userId, apiKeys }))
    nowMs += hourMs
    expect(statusOf(await ok(approve(second, String(activityOf(proposal).fingerprint))))).toBe('COMPLETED')
    const { body } = await ok(read(server, third, 'get_api_keys', { userId: third.userId }))
    const key = (memberAt(body, 'apiKeys') as Record<string, unknown>[]).at(-1)
    expect(memberAt(key, 'createdAt.seconds')).toBe(String(Math.floor(nowMs / 1000)))
  })

  it('is what a user decides alone about itself', async () => {
    const committee = await makeCommittee()
    const { userId } = get(committee.members, 1)
    const answer = await ok(write(server, get(committee.members, 1), 'update_user_name', { userId, userName: 'Mine' }))
    expect(statusOf(answer)).toBe('COMPLETED')
  })
})

describe('votes are refused', () => {
  it('for a fingerprint that is nobody’s, another organization’s or no fingerprint at all', async () => {
    const [committee, other] = [await makeCommittee(), await makeCommittee()]
    const foreign = await propose(other, 'Other')
    const voter = get(committee.members, 1)
    for (const fingerprint of [foreign, `sha256:${'0'.repeat(64)}`, foreign.toUpperCase(), 'sha256:', '']) {
      const answer = await approve(voter, fingerprint)
      expect([answer.status, errorCodeOf(answer)], fingerprint).toEqual([404, 'FINGERPRINT_NOT_FOUND'])
    }
  })

  it('from ordinary users, the parent, and sessions', async () => {
    const committee = await makeCommittee()
    const fingerprint = await propose(committee, 'Mine')
    const root = await rootActor(server)
    const foreign = await write(server, root, 'approve_activity', { fingerprint }, committee.organizationId)
    expect(errorCodeOf(foreign)).toBe('REQUEST_NOT_AUTHORIZED')
    const session = await addKey(server, get(committee.members, 1), 900)
    expect(errorCodeOf(await approve(session, fingerprint))).toBe('STEP_UP_REQUIRED')
    const proposal = await write(server, session, 'update_user_name', {
      userId: get(committee.members, 2).userId,
      userName: 'X',
    })
    expect(errorCodeOf(proposal)).toBe('STEP_UP_REQUIRED')
    const lone = await makeChild(server)
    const ordinary = await makeUser(server, lone)
    expect(errorCodeOf(await approve(ordinary, fingerprint))).toBe('REQUEST_NOT_AUTHORIZED')
  })

  it('about an activity that never had to wait', async () => {
    const child: PasskeyHolder = await makeChild(server)
    const done = await ok(write(server, child, 'update_organization_name', { organizationName: 'Done' }))
    const answer = await approve(child, String(activityOf(done).fingerprint))
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'ACTIVITY_DECIDED'])
  })
})

describe('update_root_quorum', () => {
  it.each([
    ['no users', { threshold: 1, userIds: [] }, 'QUORUM_USERS_MISSING'],
    ['a threshold of 0', { threshold: 0 }, 'QUORUM_INVALID'],
    ['a threshold above the number of users', { threshold: 2 }, 'QUORUM_INVALID'],
    ['a fraction', { threshold: 1.5 }, 'REQUEST_INVALID'],
    ['somebody else', { threshold: 1, userIds: ['018f4e1a-9c3b-7d2e-8f10-0123456789ab'] }, 'QUORUM_USERS_MISSING'],
  ])('refuses %s', async (_what, parameters, code) => {
    const child = await makeChild(server)
    const answer = await write(server, child, 'update_root_quorum', { userIds: [child.userId], ...parameters })
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, code])
  })

  it('refuses one user twice, and users who could not sign in', async () => {
    const child = await makeChild(server)
    const { userId } = child
    const twice = await write(server, child, 'update_root_quorum', { threshold: 2, userIds: [userId, userId] })
    expect(errorCodeOf(twice)).toBe('QUORUM_USERS_MISSING')
    const users = [{ userName: 'Empty', apiKeys: [], authenticators: [], oauthProviders: [], userTags: [] }]
    const { body } = await ok(write(server, child, 'create_users', { users }))
    const empty = String(memberAt(body, 'activity.result.createUsersResult.userIds.0'))
    const locked = await write(server, child, 'update_root_quorum', { threshold: 1, userIds: [empty] })
    expect(errorCodeOf(locked)).toBe('LAST_ROOT_CREDENTIAL')
    const answer = await ok(read(server, child, 'get_organization_configs'))
    expect(memberAt(answer.body, 'configs.quorum')).toEqual({ threshold: 1, userIds: [userId] })
  })
})
