/** The server as a process: ready line, clean end on a signal, one line and exit code 1 when it cannot start. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, '../src/main.ts')

let dataDir: string
let child: ChildProcess | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-main-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

function start(environment: Record<string, string> = {}) {
  const env = { ...process.env, LATCHKEY_DATA_DIR: dataDir, LATCHKEY_API_PORT: '0', ...environment }
  const started = spawn(process.execPath, ['--conditions=latchkey-source', main], { env })
  child = started
  return started
}

/** The log line that says the server is ready. */
async function readyLine(server: ReturnType<typeof start>): Promise<{ url: string; sessionJwtPublicKey: string }> {
  for await (const line of createInterface(server.stdout)) {
    const entry = JSON.parse(line)
    if (entry.msg === 'ready') return entry
  }
  throw new Error('it ended before it was ready')
}

describe('main', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is ready, answers, and ends cleanly on %s', async (signal) => {
    const server = start()
    const { url, sessionJwtPublicKey } = await readyLine(server)
    expect(sessionJwtPublicKey).toMatch(/^04[0-9a-f]{128}$/)
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'UP' })
    expect(existsSync(join(dataDir, 'local-operator.json'))).toBe(true)
    server.kill(signal)
    expect(await once(server, 'exit')).toEqual([0, null])
  })

  it.each([
    [{ LATCHKEY_API_PORT: 'x' }, /^LATCHKEY_API_PORT is "x": it must be .*\n$/],
    [{ LATCHKEY_DATA_DIR: '/dev/null/data' }, /^LATCHKEY_DATA_DIR \/dev\/null\/data cannot be written to: .*\n$/],
    [{ LATCHKEY_MODE: 'production' }, /^LATCHKEY_ORIGINS is not set: .*\n$/],
  ])('says in one line why it does not start: %j', async (environment, line) => {
    const server = start(environment)
    let text = ''
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    expect(await once(server, 'close')).toEqual([1, null])
    expect(text).toMatch(line)
  })
})
