/** The program itself: it says where it listens, stops when told, and gives one line when it cannot start. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const running: ChildProcess[] = []

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--conditions=latchkey-source', program], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return child
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

describe('main', () => {
  it('listens, says where, and ends on SIGTERM', async () => {
    const child = start({ LATCHKEY_IFRAME_PORT: '0' })
    const [line] = await once(child.stdout, 'data')
    const url = String(line).match(/^Auth iframe: (http:\/\/localhost:\d+)\n$/)?.[1] ?? ''
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'UP' })
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
  })

  it.each([
    [{ LATCHKEY_ORIGINS: '*' }, '"*" is not an exact origin such as https://app.example\n'],
    [
      { LATCHKEY_HOST: '0.0.0.0' },
      'LATCHKEY_HOST "0.0.0.0" needs LATCHKEY_MODE=production: development listens on this machine only\n',
    ],
  ])('gives one line and a non-zero exit with %o', async (environment, line) => {
    const child = start(environment)
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toBe(line)
    expect(code).toBe(1)
  })
})
