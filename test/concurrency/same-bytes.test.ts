/** The same bytes 64 times at once are one activity with one effect and one answer. */
import { activities } from '@latchkey/contract'
import { afterAll, expect, it } from 'vitest'
import { cases } from '../authorization/cases.ts'
import { type Cast, type Member, makeWorld } from '../authorization/world.ts'
import { startTestApiServer } from '../support/api-server.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const atOnce = 64

/** What of an organization can become more or less. */
async function count({ organizationId }: Cast) {
  const { store } = server.system
  const users = await store.listUsers(organizationId)
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  return {
    users: users.length,
    keys: sum(users.map(({ apiKeys }) => apiKeys.length)),
    passkeys: sum(users.map(({ authenticators }) => authenticators.length)),
    profiles: (await store.listSessionProfiles(organizationId)).length,
    entries: (await store.listLog(organizationId, 0, 1000)).length,
  }
}

type Growth = Partial<Awaited<ReturnType<typeof count>>>

/** The statement of a log-in is signed anew for every answer; what it states is the same. */
const withoutSignature = (name: string, value: unknown) =>
  name === 'session' && typeof value === 'string' ? value.replace(/\.[^.]+$/, '') : value

const byKey = ({ stamp }: Member) => stamp
const bySession = ({ sessionStamp }: Member) => sessionStamp

it.each([
  ['create_users', 'any', byKey, { users: 1 }],
  ['create_api_only_users', 'any', byKey, { users: 1, keys: 1 }],
  ['create_api_keys', 'self permanent', byKey, { keys: 1 }],
  ['create_api_keys', 'self', bySession, { keys: 1 }],
  ['create_authenticators', 'other', byKey, { passkeys: 1 }],
  ['create_read_write_session', 'self', bySession, { keys: 1 }],
  ['create_read_only_session', 'any', byKey, {}],
  ['create_session_profile', 'any', byKey, { profiles: 1 }],
  ['create_user_tag', 'any', byKey, {}],
  ['stamp_login', 'any', byKey, { keys: 1 }],
  ['renew_session', 'any', bySession, {}],
  ['update_user_name', 'self', byKey, {}],
  ['update_root_quorum', 'any', byKey, {}],
  ['delete_users', 'other', byKey, { users: -1, keys: -2, passkeys: -1 }],
  ['delete_api_keys', 'other permanent', byKey, { keys: -1 }],
  ['delete_authenticators', 'other', byKey, { passkeys: -1 }],
  ['end_sessions', 'other', byKey, { keys: -1 }],
] as const)('%s %s', async (name, variant, stampOf, growth: Growth) => {
  const { child } = await makeWorld(server, 1)
  const { organizationId, root } = child
  const parameters = await cases[name][variant]?.({ server, target: child, caller: root })
  const type = activities[name].current
  const body = JSON.stringify({ type, organizationId, timestampMs: String(Date.now()), parameters })
  const before: Record<string, number> = await count(child)
  // A stamp of its own for each: signatures differ, the bytes that are signed do not.
  const send = async () => server.post(`/public/v1/submit/${name}`, body, await stampOf(root)(body))
  const answers = await Promise.all(Array.from({ length: atOnce }, send))
  const [first] = answers
  expect(first).toMatchObject({ status: 200, body: { activity: { status: 'ACTIVITY_STATUS_COMPLETED' } } })
  expect(new Set(answers.map((answer) => JSON.stringify(answer, withoutSignature))).size).toBe(1)
  const grown = Object.entries(await count(child)).map(([what, after]) => [what, after - (before[what] ?? 0)])
  expect(Object.fromEntries(grown)).toEqual({ users: 0, keys: 0, passkeys: 0, profiles: 0, entries: 1, ...growth })
})
