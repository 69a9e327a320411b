/** The API over PostgreSQL: what its clients see of it, of an outage, and of text that PostgreSQL cannot hold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addKey, makeChild, read, rootActor, write } from '../../../test/support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { readDatabaseUrl } from '../src/store/postgres/database-url.ts'
import { usePostgresServer } from './store/support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()

let api: TestServer
beforeEach(async () => {
  const { server } = serverOfFile()
  const address = readDatabaseUrl(server.urlOf(await server.makeDatabase()))
  api = await startTestApiServer({ database: { address, poolSize: 4, durability: 'unsafe' } })
})
afterEach(() => api.close())

describe('the API over PostgreSQL', () => {
  it('opens, uses and ends a session', async () => {
    const child = await makeChild(api)
    const session = await addKey(api, child, 900)
    expect(await read(api, session, 'whoami')).toMatchObject({ status: 200, body: { userId: child.userId } })
    const { userId, apiKeyId } = session
    expect((await write(api, session, 'delete_api_keys', { userId, apiKeyIds: [apiKeyId] })).status).toBe(200)
    expect(await read(api, session, 'whoami')).toMatchObject({ status: 401 })
    const { body } = await read(api, child, 'list_activities')
    expect(memberAt(body, 'activities.length')).toBe(2)
  })

  it('answers 503 while the database is away, and goes on when it is back', async () => {
    const { server } = serverOfFile()
    const root = await rootActor(api)
    const rename = (userName: string) => write(api, root, 'update_user_name', { userId: root.userId, userName })
    await server.stop('fast')
    for (const answer of [await read(api, root, 'whoami'), await rename('away')]) {
      expect([answer.status, errorCodeOf(answer)]).toEqual([503, 'STORE_UNAVAILABLE'])
    }
    await server.start()
    expect((await read(api, root, 'whoami')).status).toBe(200)
    expect((await rename('back')).status).toBe(200)
  })

  it('finds no sub-organization by a text that no database row can hold', async () => {
    const root = await rootActor(api)
    for (const filterType of ['NAME', 'USERNAME', 'EMAIL', 'PHONE_NUMBER']) {
      const answer = await read(api, root, 'list_suborgs', { filterType, filterValue: 'a\u0000b' })
      expect(answer).toMatchObject({ status: 200, body: { organizationIds: [] } })
    }
  })

  it.each([
    ['update_user_name', { userName: 'a\u0000b' }],
    ['create_user_tag', { userTagName: 'a\u0000b', userIds: [] }],
    ['create_session_profile', { sessionProfileName: 'a\u0000b', scope: "activity.resource == 'USER'" }],
    ['create_session_profile', { sessionProfileName: 'notes', scope: "activity.resource == 'USER'", notes: '\u0000' }],
    ['create_session_profile', { sessionProfileName: 'scope', scope: "activity.resource == 'U\u0000'" }],
    ['set_organization_feature', { name: 'FEATURE_NAME_WEBAUTHN_ORIGINS', value: '\u0000' }],
  ] as const)('refuses such a text where it would be kept: %s %j', async (name, parameters) => {
    const root = await rootActor(api)
    const answer = await write(api, root, name, { userId: root.userId, ...parameters })
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'REQUEST_INVALID'])
  })
})
