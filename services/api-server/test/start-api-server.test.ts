/** Starting and stopping: what is made, what survives, and the one line that says why it does not start. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decompressPoint, publicKeyOf, toHex } from '@latchkey/crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memberAt, startTestApiServer } from '../../../test/support/api-server.ts'
import { type Config, readConfig } from '../src/config.ts'
import { startApiServer } from '../src/start-api-server.ts'
import { StartFailure } from '../src/start-failure.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const configOf = (members: Partial<Config> = {}): Config => ({
  ...readConfig({}),
  apiPort: 0,
  logLevel: 'silent',
  dataDir: join(folder, 'data'),
  ...members,
})

/** Message of the failure to start. */
async function failureOf(config: Config): Promise<string> {
  try {
    await (await startApiServer(config)).close()
  } catch (error) {
    if (error instanceof StartFailure) return error.message
    throw error
  }
  throw new Error('it started')
}

describe('startApiServer', () => {
  it('makes the data directory and the session secret for their owner only, once', async () => {
    const config = configOf()
    await (await startApiServer(config)).close()
    const file = join(config.dataDir, 'session-secret')
    const secret = readFileSync(file)
    expect(secret).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(config.dataDir).mode & 0o777).toBe(0o700)
    await (await startApiServer(config)).close()
    expect(readFileSync(file)).toEqual(secret)
  })

  it('makes the key of session tokens for its owner only, once, and knows its public half', async () => {
    const config = configOf()
    const publicKeys: string[] = []
    for (let start = 0; start < 2; start++) {
      const server = await startApiServer(config)
      publicKeys.push(server.system.sessionJwtKey.publicKeyHex)
      await server.close()
    }
    const file = join(config.dataDir, 'session-jwt-key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const point = decompressPoint(await publicKeyOf(readFileSync(file)))
    expect(publicKeys).toEqual([toHex(point), toHex(point)])
  })

  it.each(['short', '\0'.repeat(32), 'x'.repeat(33)])(
    'says that the key of session tokens is damaged: %j',
    async (content) => {
      const config = configOf()
      await (await startApiServer(config)).close()
      writeFileSync(join(config.dataDir, 'session-jwt-key'), content)
      expect(await failureOf(config)).toMatch(
        /^.*session-jwt-key must hold a P-256 private key of 32 bytes; delete it /,
      )
    },
  )

  it('keeps sessions and keys over a restart', async () => {
    const dataDir = join(folder, 'data')
    const first = await startTestApiServer({ dataDir })
    const opened = await first.submit('create_read_only_session', 'ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION', {})
    const session = String(memberAt(opened.body, 'activity.result.createReadOnlySessionResult.session'))
    await first.close()
    const second = await startTestApiServer({ dataDir })
    const { organizationId } = first
    expect(await second.post('/public/v1/query/whoami', { organizationId }, { 'X-Session': session })).toMatchObject({
      status: 200,
    })
    expect(await second.send('/public/v1/query/whoami', { organizationId }, first.root)).toMatchObject({ status: 200 })
    await second.close()
  })

  it('says that the port is in use', async () => {
    const first = await startApiServer(configOf())
    const apiPort = Number(new URL(first.url).port)
    const dataDir = join(folder, 'other')
    expect(await failureOf(configOf({ apiPort, dataDir }))).toBe(
      `LATCHKEY_API_PORT ${apiPort} is in use on 127.0.0.1: stop what uses it or choose another port.`,
    )
    // The failed start has let go of its data: it can be started elsewhere.
    await (await startApiServer(configOf({ dataDir }))).close()
    await first.close()
  })

  it('says that the data directory cannot be written to', async () => {
    writeFileSync(join(folder, 'file'), '')
    const dataDir = join(folder, 'file', 'data')
    expect(await failureOf(configOf({ dataDir }))).toMatch(
      /^LATCHKEY_DATA_DIR .*\/file\/data cannot be written to: ENOTDIR.*$/,
    )
  })

  it('says that another server uses the data', async () => {
    const first = await startApiServer(configOf())
    expect(await failureOf(configOf())).toMatch(
      /^cannot use the database .*: another process uses it; stop that one first$/,
    )
    await first.close()
  })

  it('says that the session secret is damaged', async () => {
    const config = configOf()
    await (await startApiServer(config)).close()
    writeFileSync(join(config.dataDir, 'session-secret'), 'short')
    expect(await failureOf(config)).toMatch(/^.*session-secret must hold 32 bytes; delete it /)
  })

  it('says that it cannot listen on a host that is not its own', async () => {
    const config = configOf({ mode: 'production', host: '203.0.113.1' })
    expect(await failureOf(config)).toMatch(/^cannot listen on 203\.0\.113\.1:0: .*EADDRNOTAVAIL.*$/)
  })
})
