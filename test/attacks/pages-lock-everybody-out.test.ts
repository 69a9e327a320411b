/** Nobody locks an organization out of itself by naming pages on which its last passkeys are not taken, neither at once nor step by step. */
import { afterAll, expect, it } from 'vitest'
import { addKey, makeChild, read, write } from '../support/actors.ts'
import { errorCodeOf, startTestApiServer } from '../support/api-server.ts'

const here = 'http://localhost:4482'
const elsewhere = 'https://app.example'
const server = await startTestApiServer({ origins: [here, elsewhere] })
afterAll(() => server.close())

const name = 'FEATURE_NAME_WEBAUTHN_ORIGINS'

it('not while a passkey is all there is', async () => {
  const child = await makeChild(server)
  const answer = await write(server, child, 'set_organization_feature', { name, value: elsewhere })
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'LAST_ROOT_CREDENTIAL'])
  expect((await read(server, child, 'whoami')).status).toBe(200)
  expect((await write(server, child, 'set_organization_feature', { name, value: `${elsewhere},${here}` })).status).toBe(
    200,
  )
})

it('not by taking the last key away afterwards', async () => {
  const child = await makeChild(server)
  const permanent = await addKey(server, child)
  expect((await write(server, permanent, 'set_organization_feature', { name, value: elsewhere })).status).toBe(200)
  const { userId, apiKeyId } = permanent
  const answer = await write(server, permanent, 'delete_api_keys', { userId, apiKeyIds: [apiKeyId] })
  expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'LAST_ROOT_CREDENTIAL'])
})
