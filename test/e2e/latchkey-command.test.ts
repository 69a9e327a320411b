/** The command `latchkey` as operators run it: a process of its own, against servers that run. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildPage, startAuthIframe } from '@latchkey/auth-iframe'
import { anyLocalhost } from '@latchkey/contract/origins'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApiServer } from '../support/api-server.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'services/api-server/src/cli/main.ts')

let dataDir: string
const children: ChildProcess[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-command-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

function start(command: string, args: readonly string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, LATCHKEY_DATA_DIR: dataDir, LATCHKEY_API_PORT: '0', ...environment }
  const child = spawn(command, args, { cwd: root, env })
  children.push(child)
  return child
}

const startLatchkey = (...args: string[]) => start(process.execPath, ['--conditions=latchkey-source', main, ...args])

/** Exit code and everything a process writes. */
async function endOf(child: ReturnType<typeof start>): Promise<{ code: number; out: string; err: string }> {
  const read = (stream: typeof child.stdout) => stream.setEncoding('utf8').toArray()
  const [[code], out, err] = await Promise.all([once(child, 'close'), read(child.stdout), read(child.stderr)])
  return { code, out: out.join(''), err: err.join('') }
}

describe('latchkey', () => {
  it('finds a running development system sound, by the script of package.json', async () => {
    const server = await startTestApiServer({ dataDir })
    const page = await buildPage()
    const frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins: [anyLocalhost], page })
    try {
      const ports = { LATCHKEY_API_PORT: new URL(server.url).port, LATCHKEY_IFRAME_PORT: new URL(frame.url).port }
      const doctor = start('npm', ['run', '--silent', 'latchkey', '--', 'doctor', '--json'], ports)
      const { code, out } = await endOf(doctor)
      const { findings }: { findings: { level: string; about: string }[] } = JSON.parse(out)
      expect({ code, bad: findings.filter(({ level }) => level !== 'ok') }).toEqual({ code: 0, bad: [] })
      const looked = ['settings', 'data directory', 'database', 'API', 'auth iframe', 'clock']
      expect([...new Set(findings.map(({ about }) => about))]).toEqual(looked)
    } finally {
      await Promise.all([server.close(), frame.close()])
    }
  })

  it('serves until it is told to stop, and changes nothing beside a running server', async () => {
    const server = startLatchkey('serve')
    for await (const line of createInterface(server.stdout)) if (JSON.parse(line).msg === 'ready') break
    const { code, out, err } = await endOf(startLatchkey('org', 'create', '--name', 'Acme'))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^cannot use the database .*: another process uses it; stop that one first\n$/)
    server.kill('SIGTERM')
    expect(await once(server, 'exit')).toEqual([0, null])
  })

  it('writes secrets to standard output and nowhere else', async () => {
    const { code, out, err } = await endOf(startLatchkey('org', 'create', '--name', 'Acme'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ apiPrivateKey: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('answers a wrong command line with one line and the code 2', async () => {
    const { code, out, err } = await endOf(startLatchkey('org', 'create'))
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'latchkey org create: --name needs a value. See org create --help\n',
    })
  })
})
