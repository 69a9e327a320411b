/** `org create` and `keys create`: what they print works against a server, and what they refuse changes nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeChild, makeKey } from '../../../../test/support/actors.ts'
import { stampWith, startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { type Outcome, run } from './support.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const latchkey = (...args: string[]): Promise<Outcome> => run(args, { LATCHKEY_DATA_DIR: dataDir })

/** What a command printed, as JSON. */
async function printed(outcome: Promise<Outcome>): Promise<Record<string, string>> {
  const { code, out, complaints } = await outcome
  expect({ code, complaints }).toEqual({ code: 0, complaints: [] })
  return JSON.parse(out)
}

async function withServer<Result>(work: (server: TestServer) => Promise<Result>): Promise<Result> {
  const server = await startTestApiServer({ dataDir })
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** Whom the server takes the holder of a key for. */
const whoami = (organizationId = '', privateKey = '') =>
  withServer((server) => server.send('/public/v1/query/whoami', { organizationId }, stampWith(privateKey)))

describe('org create', () => {
  it('makes an organization whose root user can sign with the printed key', async () => {
    const made = await printed(latchkey('org', 'create', '--name', 'Acme', '--user-name', 'Ada'))
    expect(Object.keys(made)).toEqual(['organizationId', 'userId', 'apiPublicKey', 'apiPrivateKey'])
    const { organizationId, userId, apiPrivateKey } = made
    expect(await whoami(organizationId, apiPrivateKey)).toEqual({
      status: 200,
      body: { organizationId, organizationName: 'Acme', userId, username: 'Ada' },
    })
  })

  it('takes a public key, and then prints no private one', async () => {
    const { publicKey, privateKey } = await makeKey()
    const made = await printed(latchkey('org', 'create', '--name', 'Acme', '--api-public-key', publicKey.toUpperCase()))
    expect(made).toMatchObject({ apiPublicKey: publicKey })
    expect(made).not.toHaveProperty('apiPrivateKey')
    expect(await whoami(made.organizationId, privateKey)).toMatchObject({ status: 200 })
  })

  it('gives its user the powers of a root user', async () => {
    const { organizationId, apiPrivateKey = '' } = await printed(latchkey('org', 'create', '--name', 'Acme'))
    const answer = await withServer((server) =>
      server.submit(
        'update_organization_name',
        'ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME',
        { organizationName: 'Acme & Co' },
        { stamp: stampWith(apiPrivateKey), organizationId: String(organizationId) },
      ),
    )
    expect(answer).toMatchObject({ status: 200 })
  })

  it.each([
    [['--name', 'a\u0007b'], 2, /--name must be 1 to 255 printable characters/],
    [['--name', 'A', '--user-name', 'x'.repeat(256)], 2, /--user-name must be/],
    [['--name', 'A', '--api-public-key', '02'], 1, /must be the compressed public key of a P-256 key pair/],
    [['--name', 'A', '--api-public-key', `02${'f'.repeat(64)}`], 1, /must be the compressed public key/],
  ])('%j is refused and changes nothing', async (args, code, line) => {
    expect(await latchkey('org', 'create', ...args)).toEqual({
      code,
      out: '',
      complaints: [expect.stringMatching(line)],
    })
    const found = await withServer(({ system, organizationId }) =>
      system.store.findFirstOrganization().then((first) => first?.organizationId === organizationId),
    )
    expect(found).toBe(true)
  })

  it('says plainly that a running server has the data', async () => {
    const outcome = await withServer(() => latchkey('org', 'create', '--name', 'Acme'))
    expect(outcome).toEqual({
      code: 1,
      out: '',
      complaints: [expect.stringMatching(/^cannot use the database .*: another process uses it; stop that one first$/)],
    })
  })
})

describe('keys create', () => {
  it('makes a key pair and touches no data', async () => {
    const pair = await printed(run(['keys', 'create'], { LATCHKEY_DATA_DIR: '/dev/null/nowhere' }))
    expect(pair).toEqual({
      apiPublicKey: expect.stringMatching(/^0[23][0-9a-f]{64}$/),
      apiPrivateKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('registers a key for a user, permanent or with an expiry', async () => {
    const root = await printed(latchkey('org', 'create', '--name', 'Acme'))
    const user = ['--org', String(root.organizationId).toUpperCase(), '--user', String(root.userId)]
    const permanent = await printed(latchkey('keys', 'create', ...user))
    const session = await printed(latchkey('keys', 'create', ...user, '--expires', '900', '--name', 'Job'))
    expect(permanent).not.toHaveProperty('expirationSeconds')
    expect(await whoami(root.organizationId, session.apiPrivateKey)).toMatchObject({ body: { userId: root.userId } })
    const key = await withServer(({ system }) =>
      system.store.findApiKeyById(String(root.organizationId), String(session.apiKeyId)),
    )
    expect(key).toMatchObject({ apiKeyName: 'Job', expirationSeconds: 900 })
  })

  it('makes a key of a sub-organization one that the parent can find', async () => {
    const child = await withServer((server) => makeChild(server))
    const key = await printed(latchkey('keys', 'create', '--org', child.organizationId, '--user', child.userId))
    const answer = await withServer((server) =>
      server.send(
        '/public/v1/query/whoami',
        { organizationId: server.organizationId },
        stampWith(String(key.apiPrivateKey)),
      ),
    )
    expect(answer).toMatchObject({ status: 200, body: { organizationId: child.organizationId } })
  })

  const uuid = '0195c0de-0000-7000-8000-000000000001'
  it.each([
    [['--org', uuid], 2, /--org and --user go together/],
    [['--org', 'x', '--user', uuid], 2, /--org must be a UUID/],
    [['--expires', '900'], 2, /with --org and --user/],
    [['--org', uuid, '--user', uuid, '--expires', '1.5'], 2, /--expires must be a whole number of seconds/],
    [['--org', uuid, '--user', uuid, '--expires', '2592001'], 1, /must be at most 2592000/],
    [['--org', uuid, '--user', uuid], 1, /user/],
  ])('%j is refused', async (args, code, line) => {
    expect(await latchkey('keys', 'create', ...args)).toEqual({
      code,
      out: '',
      complaints: [expect.stringMatching(line)],
    })
  })

  it('keeps to the limit of permanent keys', async () => {
    const root = await printed(latchkey('org', 'create', '--name', 'Acme'))
    const more = () => latchkey('keys', 'create', '--org', String(root.organizationId), '--user', String(root.userId))
    for (let count = 1; count < 10; count++) await printed(more())
    expect(await more()).toMatchObject({ code: 1, out: '' })
  })
})
