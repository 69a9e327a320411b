/** Both ways to open a session over real HTTP, as official clients go them: by the parent's id, by a user who exists in a sub-organization only. */
import { generateTargetKey, openCredentialBundle, readSessionJwt, toHex } from '@latchkey/crypto'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type Actor,
  authenticatorParams,
  makeChild,
  makeKey,
  type PasskeyHolder,
  read,
  rootActor,
  userParams,
  write,
} from '../../../test/support/actors.ts'
import {
  errorCodeOf,
  memberAt,
  stampWith,
  stampWithPasskey,
  startTestApiServer,
} from '../../../test/support/api-server.ts'
import { makeSoftwarePasskey } from '../../../test/support/software-authenticator.ts'

let nowMs = Date.now()
const server = await startTestApiServer({ nowMs: () => nowMs })
afterAll(() => server.close())

/** Logs in with a new key by the parent's id. */
async function logIn(child: PasskeyHolder, parameters: object = {}) {
  const key = await makeKey()
  const members = { publicKey: key.publicKey, ...parameters }
  const answer = await write(server, child, 'stamp_login', members, server.organizationId)
  const jwt = String(memberAt(answer.body, 'activity.result.stampLoginResult.session'))
  const { organizationId, userId } = child
  const session: Actor = { organizationId, userId, stamp: stampWith(key.privateKey) }
  return { key, jwt, session }
}

/** Opens a session with a key the server makes, by the parent's id. */
async function openSession(child: PasskeyHolder, parameters: object = {}) {
  const target = await generateTargetKey()
  const members = { targetPublicKey: toHex(target.publicKey), ...parameters }
  const answer = await write(server, child, 'create_read_write_session', members, server.organizationId)
  const bundle = String(memberAt(answer.body, 'activity.result.createReadWriteSessionResultV2.credentialBundle'))
  const privateKey = toHex(await openCredentialBundle({ bundle, targetKey: target }))
  const { organizationId, userId } = child
  const session: Actor = { organizationId, userId, stamp: stampWith(privateKey) }
  return { session }
}

const ways = { stamp_login: logIn, create_read_write_session: openSession }

describe.each(Object.entries(ways))('%s', (_name, open) => {
  it('gives a key that reads and writes, and finds its organization by the parent’s id', async () => {
    const child = await makeChild(server)
    const { session } = await open(child)
    const { organizationId, userId } = child
    for (const named of [organizationId, server.organizationId]) {
      const { status, body } = await read(server, session, 'whoami', { organizationId: named })
      expect([status, body]).toMatchObject([200, { organizationId, userId }])
    }
    expect((await write(server, session, 'update_user_name', { userId, userName: 'Ada' })).status).toBe(200)
    expect((await write(server, session, 'create_read_only_session', {})).status).toBe(200)
  })

  it('gives a key that ends to the millisecond', async () => {
    const { session } = await open(await makeChild(server), { expirationSeconds: '60' })
    nowMs += 59_999
    expect((await read(server, session, 'whoami')).status).toBe(200)
    nowMs += 1
    expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('API_KEY_EXPIRED')
  })

  it('ends earlier ones where that is asked for, on their next request', async () => {
    const child = await makeChild(server)
    const earlier = await open(child)
    nowMs += 1
    const later = await open(child, { invalidateExisting: true })
    expect(errorCodeOf(await read(server, earlier.session, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
    expect((await read(server, later.session, 'whoami')).status).toBe(200)
  })

  it('can be ended by its own key', async () => {
    const child = await makeChild(server)
    const { session } = await open(child)
    const { body } = await read(server, session, 'get_api_keys', { userId: child.userId })
    const apiKeyIds = [memberAt(body, 'apiKeys.0.apiKeyId')]
    expect((await write(server, session, 'delete_api_keys', { userId: child.userId, apiKeyIds })).status).toBe(200)
    expect(errorCodeOf(await read(server, session, 'whoami'))).toBe('PUBLIC_KEY_NOT_FOUND')
  })

  it('does not know which one is meant when two sub-organizations have the passkey', async () => {
    const passkey = makeSoftwarePasskey()
    const [first] = [await makeChild(server, passkey), await makeChild(server, passkey)]
    const [{ publicKey }, target] = [await makeKey(), await generateTargetKey()]
    const parameters = { publicKey, targetPublicKey: toHex(target.publicKey) }
    const name = open === logIn ? 'stamp_login' : 'create_read_write_session'
    const byParent = await write(server, first, name, parameters, server.organizationId)
    expect([byParent.status, errorCodeOf(byParent)]).toEqual([401, 'CREDENTIAL_ID_CONFLICT'])
    expect((await write(server, first, name, parameters)).status).toBe(200)
  })
})

describe('the token of a log-in', () => {
  it('names the sub-organization and its user, by the key of this server', async () => {
    const child = await makeChild(server)
    const { key, jwt } = await logIn(child, { expirationSeconds: '120' })
    expect(await readSessionJwt(jwt, server.system.sessionJwtKey.publicKeyHex)).toEqual({
      expiresAtSeconds: Math.floor(nowMs / 1000) + 120,
      publicKeyHex: key.publicKey,
      sessionType: 'SESSION_TYPE_READ_WRITE',
      userId: child.userId,
      organizationId: child.organizationId,
    })
  })

  it('is no session: without the key it proves nothing to the API', async () => {
    const child = await makeChild(server)
    const { jwt } = await logIn(child)
    const answer = await read(server, { ...child, stamp: async () => ({ 'X-Session': jwt }) }, 'whoami')
    expect([answer.status, errorCodeOf(answer)]).toEqual([401, 'SESSION_INVALID'])
  })
})

describe('a log-in that was signed before its sub-organization existed', () => {
  it('is carried out once it does', async () => {
    const [passkey, { publicKey }] = [makeSoftwarePasskey(), await makeKey()]
    const { organizationId } = server
    const type = 'ACTIVITY_TYPE_STAMP_LOGIN'
    const body = JSON.stringify({ parameters: { publicKey }, organizationId, timestampMs: String(nowMs), type })
    const stamp = await stampWithPasskey(passkey)(body)
    const send = () => server.post('/public/v1/submit/stamp_login', body, stamp)
    expect(errorCodeOf(await send())).toBe('CREDENTIAL_ID_NOT_FOUND')
    const rootUsers = [userParams({ authenticators: [authenticatorParams(passkey)] })]
    const parameters = { subOrganizationName: 'Late', rootUsers, rootQuorumThreshold: 1 }
    const created = await write(server, await rootActor(server), 'create_sub_organization', parameters)
    const childId = memberAt(created.body, 'activity.result.createSubOrganizationResultV8.subOrganizationId')
    const { status, body: answer } = await send()
    expect([status, memberAt(answer, 'activity.organizationId')]).toEqual([200, childId])
  })
})
