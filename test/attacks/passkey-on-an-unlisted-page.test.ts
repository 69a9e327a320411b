/** Where an organization lists its pages, passkeys of it and of its sub-organizations are taken from no other, from the next request on. */
import { afterAll, expect, it } from 'vitest'
import { type Actor, authenticatorParams, makeChild, read, rootActor, userParams, write } from '../support/actors.ts'
import { errorCodeOf, stampWithPasskey, startTestApiServer, type TestAnswer } from '../support/api-server.ts'
import { makeSoftwarePasskey, type SoftwarePasskey } from '../support/software-authenticator.ts'

const [listed, unlisted] = ['https://app.example', 'https://admin.app.example']
const server = await startTestApiServer({ origins: [listed, unlisted] })
afterAll(() => server.close())

const name = 'FEATURE_NAME_WEBAUTHN_ORIGINS'
const passkeyOn = (origin: string): SoftwarePasskey => makeSoftwarePasskey({ origin, rpId: 'app.example' })
const outcome = (answer: TestAnswer): unknown[] => [answer.status, errorCodeOf(answer)]
const ask = async (actor: Actor): Promise<unknown[]> => outcome(await read(server, actor, 'whoami'))
const set = async (actor: Actor, value: string): Promise<void> =>
  expect((await write(server, actor, 'set_organization_feature', { name, value })).status).toBe(200)
const remove = async (actor: Actor): Promise<void> =>
  expect((await write(server, actor, 'remove_organization_feature', { name })).status).toBe(200)

const ok = [200, undefined]
const refused = [401, 'WEBAUTHN_ORIGIN_NOT_ALLOWED']

it('is refused there when it signs, in the sub-organization too', async () => {
  const root = await rootActor(server)
  const passkey = passkeyOn(unlisted)
  const child = await makeChild(server, passkey)
  const onListedPage = { ...child, stamp: stampWithPasskey({ ...passkey, origin: listed }) }
  expect(await ask(child)).toEqual(ok)
  await set(root, listed)
  expect([await ask(child), await ask(onListedPage)]).toEqual([refused, ok])
  const rename = { organizationName: 'owned' }
  expect(outcome(await write(server, child, 'update_organization_name', rename))).toEqual(refused)
  await remove(root)
  expect(await ask(child)).toEqual(ok)
})

it('is refused there by the sub-organization alone, which cannot widen what its parent lists', async () => {
  const root = await rootActor(server)
  const passkey = passkeyOn(listed)
  const [child, sister] = [await makeChild(server, passkey), await makeChild(server, passkeyOn(unlisted))]
  const onUnlistedPage = { ...child, stamp: stampWithPasskey({ ...passkey, origin: unlisted }) }
  await set(child, listed)
  expect([await ask(child), await ask(onUnlistedPage), await ask(sister)]).toEqual([ok, refused, ok])
  await set(root, listed)
  await set(child, `${listed},${unlisted}`)
  expect([await ask(child), await ask(onUnlistedPage), await ask(sister)]).toEqual([ok, refused, refused])
  await remove(root)
  expect(await ask(onUnlistedPage)).toEqual(ok)
})

it('is refused there when it is registered', async () => {
  const root = await rootActor(server)
  const child = await makeChild(server, passkeyOn(listed))
  await set(root, listed)
  const authenticators = [authenticatorParams(passkeyOn(unlisted))]
  const rootUsers = [userParams({ authenticators })]
  for (const [actor, operation, parameters] of [
    [child, 'create_authenticators', { userId: child.userId, authenticators }],
    [child, 'create_users', { users: rootUsers }],
    [root, 'create_users', { users: rootUsers }],
    [root, 'create_sub_organization', { subOrganizationName: 'x', rootUsers, rootQuorumThreshold: 1 }],
  ] as const) {
    const answer = await write(server, actor, operation, parameters)
    expect(outcome(answer), operation).toEqual([400, 'ATTESTATION_INVALID'])
  }
  await remove(root)
})

it('is refused on pages the operator does not list, whatever the organization lists', async () => {
  const root = await rootActor(server)
  const passkey = passkeyOn(listed)
  const evil = 'https://evil.example'
  const child = await makeChild(server, passkey)
  await set(root, `${listed},${evil}`)
  expect(await ask({ ...child, stamp: stampWithPasskey({ ...passkey, origin: evil }) })).toEqual(refused)
  const alone = await write(server, root, 'set_organization_feature', { name, value: evil })
  expect(outcome(alone)).toEqual([400, 'FEATURE_VALUE_INVALID'])
  expect(await ask(child)).toEqual(ok)
  await remove(root)
})

it('stays as it is when a sub-organization lists pages for its parent', async () => {
  const child = await makeChild(server, passkeyOn(listed))
  for (const operation of ['set_organization_feature', 'remove_organization_feature'] as const) {
    const answer = await write(server, child, operation, { name, value: listed }, server.organizationId)
    expect(outcome(answer), operation).toEqual([401, 'CREDENTIAL_ID_NOT_FOUND'])
  }
  expect((await read(server, await rootActor(server), 'get_organization_configs')).body).toMatchObject({
    configs: { features: [] },
  })
})
