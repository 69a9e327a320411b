/** What stands around the parameters: types that belong elsewhere, moments of signing, and members nobody knows. */
import { type ActivityName, activities, type OperationName } from '@latchkey/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { cases, olderTypes } from '../authorization/cases.ts'
import { type Cast, makeWorld, stateOf } from '../authorization/world.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

const names = Object.keys(activities) as ActivityName[]
const isActivity = (name: string): name is ActivityName => Object.hasOwn(activities, name)
const typesByName = names.map((name) => [name, Object.keys(activities[name].versions)] as const)

/** Body of a write as its root user sends it, or of a read. */
async function makeBody(name: OperationName, variant: string, target: Cast, timestampMs = nowMs) {
  const { organizationId, root } = target
  const members = await cases[name][variant]?.({ server, target, caller: root })
  if (!isActivity(name)) return { organizationId, ...members }
  const type = olderTypes.get(`${name} ${variant}`) ?? activities[name].current
  return { type, organizationId, timestampMs: String(timestampMs), parameters: members }
}

const pathOf = (name: string) => `/public/v1/${isActivity(name) ? 'submit' : 'query'}/${name}`

/** Only a parent has sub-organizations, and only a session key renews. */
const placeOf = (name: string) => (name === 'create_sub_organization' ? 'parent' : 'child')
const stampOf = (name: string, { root }: Cast) => (name === 'renew_session' ? root.sessionStamp : root.stamp)

const outcomeOf = (answer: TestAnswer) => [
  answer.status,
  errorCodeOf(answer) ?? memberAt(answer.body, 'activity.status'),
]

describe('a type', () => {
  it.each(names)('of any other operation is refused by %s', async (name) => {
    const { child } = await makeWorld(server, 1)
    const body = await makeBody(name, Object.keys(cases[name])[0] ?? '', child)
    const foreign = typesByName.flatMap(([other, types]) => (other === name ? [] : types))
    expect(foreign.length).toBeGreaterThan(30)
    for (const type of foreign) {
      expect([type, ...outcomeOf(await server.send(pathOf(name), { ...body, type }, child.root.stamp))]).toEqual([
        type,
        400,
        'ACTIVITY_TYPE_MISMATCH',
      ])
    }
  })

  it.each([
    ...['ACTIVITY_TYPE_NOPE', '', 'ACTIVITY_TYPE_UPDATE_USER_NAME_V2', 'activity_type_update_user_name'],
    ...['ACTIVITY_TYPE_UPDATE_USER_NAME ', '__proto__', 'constructor', 'toString'],
    ...[null, undefined, 5, true, ['ACTIVITY_TYPE_UPDATE_USER_NAME'], {}],
  ])('%j is refused', async (type) => {
    const { child } = await makeWorld(server, 1)
    const body = { ...(await makeBody('update_user_name', 'self', child)), type }
    const answer = await server.send(pathOf('update_user_name'), body, child.root.stamp)
    expect(outcomeOf(answer)).toEqual([400, 'ACTIVITY_TYPE_MISMATCH'])
  })
})

describe.each(names)('%s', (name) => {
  const variant = Object.keys(cases[name])[0] ?? ''

  it.each([
    ['an hour and a millisecond old', -3_600_001],
    ['five minutes and a millisecond ahead', 300_001],
  ])('is refused when it is %s, and nothing changes', async (_what, offsetMs) => {
    const world = await makeWorld(server, 1)
    const target = world[placeOf(name)]
    const body = await makeBody(name, variant, target, nowMs + offsetMs)
    const before = await stateOf(server, world)
    const answer = await server.send(pathOf(name), body, stampOf(name, target))
    expect(outcomeOf(answer)).toEqual([400, 'TIMESTAMP_OUTSIDE_WINDOW'])
    expect(await stateOf(server, world)).toEqual(before)
  })

  it.each([
    ['an hour old', -3_600_000],
    ['five minutes ahead', 300_000],
  ])('is taken when it is %s', async (_what, offsetMs) => {
    const target = (await makeWorld(server, 1))[placeOf(name)]
    const body = await makeBody(name, variant, target, nowMs + offsetMs)
    expect((await server.send(pathOf(name), body, stampOf(name, target))).status).toBe(200)
  })
})

it('a write that is known is answered however old it is', async () => {
  const { child } = await makeWorld(server, 1)
  const body = await makeBody('update_user_name', 'self', child)
  const send = () => server.send(pathOf('update_user_name'), body, child.root.stamp)
  const first = await send()
  nowMs += 86_400_000
  expect(await send()).toEqual(first)
  expect(await server.system.store.listLog(child.organizationId, 0, 10)).toHaveLength(1)
})

/** A value with a member that nobody knows in every object of it. */
function withUnexpected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnexpected)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, withUnexpected(member)])
  return { ...Object.fromEntries(members), unexpected: { userId: null, list: [1, { deep: 'x' }] } }
}

const resultKeysOf = ({ body }: TestAnswer) => Object.keys(Object(memberAt(body, 'activity.result')))

const variants = Object.entries(cases).flatMap(([name, each]) =>
  Object.keys(each).map((variant) => [name as OperationName, variant] as const),
)

it.each(variants)('unknown members change nothing in %s %s', async (name, variant) => {
  const target = (await makeWorld(server, 1))[placeOf(name)]
  const body = await makeBody(name, variant, target)
  const plain = await server.send(pathOf(name), body, stampOf(name, target))
  const again = (await makeWorld(server, 1))[placeOf(name)]
  const crowded = Object(withUnexpected(await makeBody(name, variant, again)))
  const answer = await server.send(pathOf(name), crowded, stampOf(name, again))
  expect(plain.status).toBe(200)
  expect(outcomeOf(answer)).toEqual(outcomeOf(plain))
  expect(resultKeysOf(answer)).toEqual(resultKeysOf(plain))
})
