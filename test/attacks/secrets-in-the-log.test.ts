/** What must stay secret reaches neither the log, at its most talkative, nor an answer to anybody else: canaries through every flow. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateTargetKey, toHex } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { createHttpServer } from '../../services/api-server/src/http-adapter.ts'
import { makeCollectingLog } from '../../services/api-server/test/support/collecting-log.ts'
import {
  addKey,
  apiKeyParams,
  authenticatorParams,
  makeChild,
  makeKey,
  read,
  userParams,
  write,
} from '../support/actors.ts'
import { memberAt, type Stamp, startTestApiServer, type TestServer } from '../support/api-server.ts'
import { sendRaw } from '../support/raw-http.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'

const silent = await startTestApiServer()
const log: string[] = []
const talkative = createHttpServer({ ...silent.system, log: makeCollectingLog(log) })
const url = await talkative.listen({ host: '127.0.0.1', port: 0 })
/** The same organizations behind a server that logs all it can. */
const server: TestServer = {
  ...silent,
  url,
  post: async (path, body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url + path, { method: 'POST', body: text, headers })
    return { status: response.status, body: await response.json() }
  },
  send: async (path, members, stamp) => {
    const body = JSON.stringify(members)
    return server.post(path, body, await stamp(body))
  },
  submit: (name, type, parameters, { stamp = silent.root, organizationId = silent.organizationId } = {}) => {
    const members = { parameters, organizationId, timestampMs: String(Date.now()), type }
    return server.send(`/public/v1/submit/${name}`, members, stamp)
  },
}
afterAll(async () => {
  await talkative.close()
  await silent.close()
})

/** Secrets by what they are. */
const canaries = new Map<string, string>()
function plant(what: string, secret = `canary${randomBytes(8).toString('hex')}`): string {
  canaries.set(what, secret)
  return secret
}
/** A stamp whose header is a canary too. */
const watched =
  (what: string, stamp: Stamp): Stamp =>
  async (body) => {
    const headers = await stamp(body)
    for (const value of Object.values(headers)) plant(what, value)
    return headers
  }

it('are found in no line', async () => {
  const target = await generateTargetKey()
  const passkey = makeSoftwarePasskey()
  const child = await makeChild(server, passkey)
  plant('credential id', Buffer.from(passkey.credentialId).toString('base64url'))
  const owner = { ...child, stamp: watched('stamp of a passkey', child.stamp) }
  const { userId, organizationId } = child
  const session = await addKey(server, owner, 900)
  plant('private key', session.apiKey.privateKey)
  const stamped = { ...session, stamp: watched('stamp of a session key', session.stamp) }
  const registration = authenticatorParams(makeSoftwarePasskey())
  plant('attestation object', registration.attestation.attestationObject)
  plant('client data', registration.attestation.clientDataJson)
  plant('challenge', registration.challenge)
  const contacts = { userEmail: `${plant('e-mail address')}@app.example`, userName: plant('name of a user') }
  const key = { ...apiKeyParams(await makeKey()), apiKeyName: plant('name of a key') }
  await write(server, owner, 'create_users', { users: [userParams({ ...contacts, apiKeys: [key] })] })
  await write(server, owner, 'create_authenticators', { userId, authenticators: [registration] })
  await write(server, owner, 'update_organization_name', { organizationName: plant('name of an organization') })
  const readOnly = await write(server, owner, 'create_read_only_session', {})
  plant('token', String(memberAt(readOnly.body, 'activity.result.createReadOnlySessionResult.session')))
  const bundle = await write(server, owner, 'create_read_write_session', { targetPublicKey: toHex(target.publicKey) })
  plant('bundle', String(memberAt(bundle.body, 'activity.result.createReadWriteSessionResultV2.credentialBundle')))
  const login = await write(server, owner, 'stamp_login', { publicKey: (await makeKey()).publicKey })
  plant('session token', String(memberAt(login.body, 'activity.result.stampLoginResult.session')))
  await read(server, stamped, 'whoami')
  await read(server, stamped, 'list_activities')
  plant('root key', silent.apiPrivateKey)
  plant('secret of the server', readFileSync(join(silent.dataDir, 'session-secret')).toString('hex'))

  // What is refused is logged most of all.
  const whoami = '/public/v1/query/whoami'
  const refused: Record<string, string>[] = ['X-Stamp', 'X-Stamp-Webauthn', 'X-Session', 'Authorization', 'Cookie'].map(
    (name) => ({ [name]: plant(`malformed ${name}`) }),
  )
  for (const headers of refused) await server.post(whoami, { organizationId }, headers)
  await server.post(`${whoami}?token=${plant('query of a URL')}`, { organizationId })
  await server.post(whoami, `{"organizationId":"${plant('malformed body')}`)
  await server.post(whoami, { organizationId: plant('malformed id') })
  await sendRaw(url, `POST ${whoami} HTTP/1.1\r\nHost: api\r\nBad Header: ${plant('malformed header')}\r\n\r\n`)

  expect(canaries.size).toBeGreaterThanOrEqual(20)
  expect(log.length).toBeGreaterThan(5)
  const text = log.join('')
  for (const code of ['SESSION_INVALID', 'API_KEY_STAMP_MALFORMED', 'BODY_MALFORMED']) expect(text).toContain(code)
  const found = [...canaries].filter(([, secret]) =>
    [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64url')].some((each) =>
      text.includes(each),
    ),
  )
  expect(found.map(([what]) => what)).toEqual([])
})
