/** Every operation by everybody, over real HTTP: each cell of the tables in `expected.ts`, and that no refused request changes anything. */
import { type ActivityName, activities, queries } from '@latchkey/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodeOf, memberAt, type Stamp, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { cases, olderTypes } from './cases.ts'
import { inParent, inSubOrganization, type Outcome, outcomes, type Row } from './expected.ts'
import { type Cast, type Member, makeWorld, type Place, stateOf, type World } from './world.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Who sends a request: a column of the tables. */
interface Sender {
  member: Member
  stamp: Stamp
}

const byKey = (member: Member): Sender => ({ member, stamp: member.stamp })
const bySession = (member: Member): Sender => ({ member, stamp: member.sessionStamp })

/** Senders by column, given the organization that is named and all organizations. */
const senders: Readonly<Record<string, (target: Cast, world: World) => Sender>> = {
  root: ({ root }) => byKey(root),
  user: ({ user }) => byKey(user),
  'root session': ({ root }) => bySession(root),
  'user session': ({ user }) => bySession(user),
  'read-only': ({ root, readOnly }) => ({ member: root, stamp: readOnly }),
  'parent root': (_target, { parent }) => byKey(parent.root),
  'parent user': (_target, { parent }) => byKey(parent.user),
  'child root': (_target, { child }) => byKey(child.root),
  sibling: (_target, { sibling }) => byKey(sibling.root),
  stranger: (_target, { stranger }) => byKey(stranger.root),
  expired: ({ root, expired }) => ({ member: root, stamp: expired }),
  'root 2of2': ({ root }) => byKey(root),
  '2of2 session': ({ root }) => bySession(root),
}

const thresholdOf = (column: string) => (column.includes('2of2') ? 2 : 1)

/** Worlds for what is expected to change nothing, which the next cell finds as they were. */
const shared = new Map<number, World>()
beforeAll(async () => {
  for (const threshold of [1, 2] as const) shared.set(threshold, await makeWorld(server, threshold))
})

const isActivity = (name: string): name is ActivityName => Object.hasOwn(activities, name)

async function worldFor({ name }: Row, column: string, expected: Outcome): Promise<World> {
  const threshold = thresholdOf(column)
  const known = isActivity(name) && outcomes[expected][0] === 200 ? undefined : shared.get(threshold)
  return known ?? makeWorld(server, threshold)
}

async function makeRequest({ name, variant }: Row, target: Cast, caller: Member) {
  const makeMembers = Object.entries(cases).find(([key]) => key === name)?.[1][variant]
  if (makeMembers === undefined) throw new Error(`there is no request for ${name} ${variant}`)
  const members = await makeMembers({ server, target, caller })
  const { organizationId } = target
  if (!isActivity(name)) return { path: `/public/v1/query/${name}`, body: { organizationId, ...members } }
  const type = olderTypes.get(`${name} ${variant}`) ?? activities[name].current
  const body = { type, organizationId, timestampMs: String(Date.now()), parameters: members }
  return { path: `/public/v1/submit/${name}`, body }
}

/** The outcome as the tables name it, or what was answered instead. */
function toOutcome(answer: TestAnswer): string {
  const status = memberAt(answer.body, 'activity.status')
  const isOpen = status !== undefined && status !== 'ACTIVITY_STATUS_COMPLETED'
  const code = isOpen ? status : errorCodeOf(answer)
  const known = Object.entries(outcomes).find((entry) => entry[1][0] === answer.status && entry[1][1] === code)
  return known?.[0] ?? `${answer.status} ${code}`
}

/** Sends the request of one cell and answers its outcome, with a note where a refusal left a trace. */
async function play(row: Row, place: Place, column: string, expected: Outcome): Promise<string> {
  const world = await worldFor(row, column, expected)
  const target = world[place]
  const sender = senders[column]?.(target, world)
  if (sender === undefined) throw new Error(`nobody is called ${column}`)
  const { path, body } = await makeRequest(row, target, sender.member)
  const before = await stateOf(server, world)
  const answer = await server.send(path, body, sender.stamp)
  if (answer.status !== 200) expect(await stateOf(server, world), `${column} leaves no trace`).toEqual(before)
  return toOutcome(answer)
}

async function playAll(row: Row, place: Place): Promise<Record<string, string>> {
  const actual: Record<string, string> = {}
  for (const [column, expected] of Object.entries(row.cells)) {
    actual[column] = await play(row, place, column, expected)
  }
  return actual
}

const titleOf = ({ name, variant }: Row) => `${name} ${variant}`

describe('the tables', () => {
  it('have a row for every variant of every operation', () => {
    const names = [...Object.keys(queries), ...Object.keys(activities)]
    const variants = Object.entries(cases).flatMap(([name, each]) => Object.keys(each).map((key) => `${name} ${key}`))
    expect([...new Set(inSubOrganization.map(({ name }) => name))].toSorted()).toEqual(names.toSorted())
    expect(inSubOrganization.map(titleOf).toSorted()).toEqual(variants.toSorted())
  })
})

describe('in a sub-organization', () => {
  it.each(inSubOrganization.map((row) => [titleOf(row), row] as const))('%s', async (_title, row) => {
    expect(await playAll(row, 'child')).toEqual(row.cells)
  })
})

describe('in a parent organization', () => {
  it.each(inParent.map((row) => [titleOf(row), row] as const))('%s', async (_title, row) => {
    expect(await playAll(row, 'parent')).toEqual(row.cells)
  })
})
