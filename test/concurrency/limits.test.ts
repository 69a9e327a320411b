/** Limits hold while 64 requests at once want more than is left. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, apiKeyParams, authenticatorParams, makeKey, userParams, write } from '../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'
import { get, makeCommittee } from './committee.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const atOnce = 64

async function makeRoot(): Promise<Actor> {
  return get((await makeCommittee(server, { threshold: 1, roots: ['key'] })).roots, 0)
}

const sendAll = (send: (index: number) => Promise<TestAnswer>) =>
  Promise.all(Array.from({ length: atOnce }, (_, index) => send(index)))

/** How often each code was answered; `ok` for none. */
function tally(answers: readonly TestAnswer[]): Record<string, number> {
  const codes = answers.map((answer) => String(errorCodeOf(answer) ?? 'ok'))
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]))
}

async function userOf({ organizationId, userId }: Actor) {
  const users = await server.system.store.listUsers(organizationId)
  const user = users.find((each) => each.userId === userId)
  if (user === undefined) throw new Error('the user is gone')
  return user
}

it('of permanent API keys', async () => {
  const root = await makeRoot()
  const answers = await sendAll(async () => {
    const apiKeys = [apiKeyParams(await makeKey())]
    return write(server, root, 'create_api_keys', { userId: root.userId, apiKeys })
  })
  expect(tally(answers)).toEqual({ ok: 9, LONG_LIVED_API_KEYS_EXHAUSTED: atOnce - 9 })
  expect((await userOf(root)).apiKeys).toHaveLength(10)
})

it('of passkeys', async () => {
  const root = await makeRoot()
  const answers = await sendAll(() => {
    const authenticators = [authenticatorParams(makeSoftwarePasskey())]
    return write(server, root, 'create_authenticators', { userId: root.userId, authenticators })
  })
  expect(tally(answers)).toEqual({ ok: 10, AUTHENTICATORS_EXHAUSTED: atOnce - 10 })
  expect((await userOf(root)).authenticators).toHaveLength(10)
})

it('of users, when each request brings two', async () => {
  const root = await makeRoot()
  const answers = await sendAll((index) =>
    write(server, root, 'create_users', { users: [userParams({ userName: `${index}` }), userParams()] }),
  )
  expect(tally(answers)).toEqual({ ok: 49, USERS_EXHAUSTED: atOnce - 49 })
  const addOne = (userName: string) => write(server, root, 'create_users', { users: [userParams({ userName })] })
  expect(tally(await Promise.all([addOne('Last'), addOne('Late')]))).toEqual({ ok: 1, USERS_EXHAUSTED: 1 })
  expect(await server.system.store.listUsers(root.organizationId)).toHaveLength(100)
})

it('of session keys, where the oldest give way', async () => {
  const root = await makeRoot()
  const answers = await sendAll(async () => {
    const apiKeys = [apiKeyParams(await makeKey(), 900)]
    const answer = await write(server, root, 'create_api_keys', { userId: root.userId, apiKeys })
    expect((await userOf(root)).apiKeys.length).toBeLessThanOrEqual(11)
    return answer
  })
  expect(tally(answers)).toEqual({ ok: atOnce })
  const made = answers.map(({ body }) => String(memberAt(body, 'activity.result.createApiKeysResult.apiKeyIds.0')))
  const { apiKeys } = await userOf(root)
  const [, ...sessions] = apiKeys.map(({ apiKeyId }) => apiKeyId)
  expect(apiKeys[0]?.expiresAtMs).toBeUndefined()
  expect(sessions).toEqual(made.toSorted().slice(-10))
})
