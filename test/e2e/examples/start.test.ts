/** `npm start`: what it runs, how it stops, what it keeps, and how it says that it cannot start. */
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Turnkey } from '@latchkey/sdk-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DevFile } from '../../../scripts/start/dev-file.ts'
import { listen } from '../../../scripts/start/listen.ts'
import { findReachable, readDevFile, runStart, type StartedScript } from './start-script.ts'

const root = resolve(import.meta.dirname, '../../..')

let folder: string
let scripts: StartedScript[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-start-'))
  scripts = []
})
afterEach(async () => {
  for (const script of scripts) script.process.kill('SIGTERM')
  await Promise.all(scripts.map(({ ended }) => ended))
  await rm(folder, { recursive: true })
})

function start(environment?: Record<string, string>, command?: readonly string[]): StartedScript {
  const script = runStart(folder, environment, command)
  scripts.push(script)
  return script
}

const operatorOf = ({ apiUrl, apiPublicKey, apiPrivateKey, organizationId }: DevFile) =>
  new Turnkey({
    apiBaseUrl: apiUrl,
    apiPublicKey,
    apiPrivateKey,
    defaultOrganizationId: organizationId,
  }).apiClient()

describe('a start', () => {
  it('runs API, auth iframe and both examples, and tells people and tools where', async () => {
    const script = start()
    const devFile = await readDevFile(script, folder)
    const { apiUrl, iframeUrl, reactUrl, vanillaUrl, organizationId } = devFile
    for (const url of [apiUrl, iframeUrl, reactUrl, vanillaUrl]) expect(script.output()).toContain(url)
    expect(await operatorOf(devFile).getWhoami()).toMatchObject({ organizationId })
    expect(await (await fetch(`${iframeUrl}/health`)).json()).toEqual({ status: 'UP' })
    for (const url of [reactUrl, vanillaUrl]) expect(await (await fetch(url)).text()).toContain('<title>Latchkey')
    expect((await stat(join(folder, '.latchkey/dev.json'))).mode & 0o077).toBe(0)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends at %s with exit code 0 and leaves nothing behind',
    async (signal) => {
      const script = start()
      const devFile = await readDevFile(script, folder)
      expect(await findReachable(devFile)).toHaveLength(4)
      script.process.kill(signal)
      expect(await script.ended).toBe(0)
      expect(await findReachable(devFile)).toEqual([])
      expect(existsSync(join(folder, '.latchkey/dev.json'))).toBe(false)
    },
  )

  it('ends when what it was started from is killed', async () => {
    const script = start()
    const devFile = await readDevFile(script, folder)
    script.process.kill('SIGKILL')
    await expect.poll(() => findReachable(devFile), { timeout: 10_000 }).toEqual([])
  })

  it('ends at a signal that comes while it is still starting', async () => {
    const script = start()
    await expect.poll(script.output, { timeout: 20_000 }).toContain('Starting Latchkey')
    script.process.kill('SIGTERM')
    expect(await script.ended).toBe(0)
  })

  it('passes on a signal sent to npm', async () => {
    await cp(join(root, 'package.json'), join(folder, 'package.json'))
    for (const name of ['scripts', 'node_modules']) await symlink(join(root, name), join(folder, name))
    const script = start({}, ['npm', 'start'])
    const devFile = await readDevFile(script, folder)
    script.process.kill('SIGTERM')
    expect(await script.ended).toBe(0)
    expect(await findReachable(devFile)).toEqual([])
  })

  it('keeps the data for the next one, which builds nothing', async () => {
    const first = start()
    const before = await readDevFile(first, folder)
    const { userIds } = await operatorOf(before).createUsers({
      users: [{ userName: 'Ada', apiKeys: [], authenticators: [], oauthProviders: [], userTags: [] }],
    })
    first.process.kill('SIGTERM')
    await first.ended
    const second = start()
    const after = await readDevFile(second, folder)
    const { organizationId, apiPublicKey } = before
    expect(after).toMatchObject({ organizationId, apiPublicKey })
    const [userId = ''] = userIds
    expect(await operatorOf(after).getUser({ userId })).toMatchObject({ user: { userName: 'Ada' } })
    expect(second.output()).not.toContain('Building')
  })

  it('leaves the file of another system alone', async () => {
    const script = start()
    await readDevFile(script, folder)
    const path = join(folder, '.latchkey/dev.json')
    await writeFile(path, '{"apiUrl":"http://localhost:1"}')
    script.process.kill('SIGTERM')
    await script.ended
    expect(existsSync(path)).toBe(true)
  })
})

describe('a start that cannot be', () => {
  /** Everything printed but progress, after it has ended with exit code 1 and left nothing to be found. */
  const readRefusal = async (environment: Record<string, string>): Promise<string> => {
    const script = start(environment)
    expect(await script.ended).toBe(1)
    expect(existsSync(join(folder, '.latchkey/dev.json'))).toBe(false)
    return script.output().replace(/^(Starting|Building) .*\n/gm, '')
  }

  it('names a port in use', async () => {
    const other = createServer()
    const { port, close } = await listen(other, '127.0.0.1', 0)
    const refusal = await readRefusal({ LATCHKEY_REACT_PORT: String(port) })
    await close()
    expect(refusal).toBe(
      `Latchkey cannot start: port ${port} is in use; stop what runs there, or set LATCHKEY_REACT_PORT to another port.\n`,
    )
  })

  it('names a data directory that cannot be written to', async () => {
    const path = join(folder, 'file/data')
    await writeFile(join(folder, 'file'), '')
    expect(await readRefusal({ LATCHKEY_DATA_DIR: path })).toMatch(
      new RegExp(`^Latchkey cannot start: LATCHKEY_DATA_DIR ${path} cannot be written to: .+\n$`),
    )
  })

  it('names a place for the file of tools that cannot be written to', async () => {
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, '.latchkey'), '')
    expect(await readRefusal({ LATCHKEY_DATA_DIR: join(folder, 'data') })).toMatch(
      /^Latchkey cannot start: \.latchkey\/dev\.json cannot be written: .+\n$/,
    )
  })

  it.each([
    ['LATCHKEY_HOST', { LATCHKEY_HOST: '0.0.0.0' }],
    ['LATCHKEY_ORIGINS', { LATCHKEY_ORIGINS: 'https://app.example/path' }],
    ['LATCHKEY_ORIGINS', { LATCHKEY_MODE: 'production' }],
    ['LATCHKEY_MODE', { LATCHKEY_MODE: 'staging' }],
    ['LATCHKEY_IFRAME_PORT', { LATCHKEY_IFRAME_PORT: '99999' }],
    ['LATCHKEY_API_PORT and LATCHKEY_VANILLA_PORT', { LATCHKEY_API_PORT: '4999', LATCHKEY_VANILLA_PORT: '4999' }],
  ])('names %s in one line: %o', async (name, environment) => {
    const refusal = await readRefusal(environment)
    expect(refusal).toMatch(/^Latchkey cannot start: .+\n$/)
    expect(refusal).toContain(name)
  })
})
