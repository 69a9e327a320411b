/** What is stored is what was sent: names made of naughty strings come back letter by letter, or were refused. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiKeyParams, makeChild, makeKey, type PasskeyHolder, read, userParams, write } from '../support/actors.ts'
import { memberAt, startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'
import { naughtyTexts } from '../support/naughty-texts.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

/** Users with a naughty name, each with a key of the same name. */
const toUser = async (name: string) =>
  userParams({ userName: name, apiKeys: [{ ...apiKeyParams(await makeKey()), apiKeyName: name }] })
const addUsers = async (child: PasskeyHolder, names: readonly string[]) =>
  write(server, child, 'create_users', { users: await Promise.all(names.map(toUser)) })

function readSchema(): unknown[] {
  using database = new DatabaseSync(join(server.dataDir, 'latchkey.db'), { readOnly: true })
  return database.prepare('select * from sqlite_schema').all()
}

const taken: string[] = []
let refused = 0
const schema = readSchema()
beforeAll(async () => {
  const child = await makeChild(server)
  const path = '/public/v1/submit/create_users'
  await inBatches(naughtyTexts, async (name) => {
    const parameters = { users: [await toUser(name)] }
    const type = 'ACTIVITY_TYPE_CREATE_USERS_V4'
    const { organizationId } = child
    // Without a stamp nothing is stored; only texts that are refused as such are answered otherwise.
    const { status } = await server.post(path, { parameters, organizationId, timestampMs: '1', type })
    if (status === 401) taken.push(name)
    else if (status === 400) refused++
  })
})

it('is no name of a user or a key', async () => {
  expect([taken.length + refused, naughtyTexts.length]).toEqual([545, 545])
  expect(refused).toBeGreaterThan(0)
  for (let start = 0; start < taken.length; start += 90) {
    const names = taken.slice(start, start + 90)
    const child = await makeChild(server)
    expect((await addUsers(child, names)).status).toBe(200)
    const users: { userName: string; apiKeys: { apiKeyName: string }[] }[] = Object(
      memberAt((await read(server, child, 'list_users')).body, 'users'),
    )
    const added = users.filter(({ apiKeys }) => apiKeys.length > 0)
    expect(added.map(({ userName }) => userName).sort()).toEqual(names.toSorted())
    expect(added.every(({ userName, apiKeys }) => apiKeys[0]?.apiKeyName === userName)).toBe(true)
  }
})

it('has changed no table', () => {
  expect(readSchema()).toEqual(schema)
})
