/** The first step of every command hands over to the installed Node as if it were the script itself. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeTree } from '../write-tree.ts'
import { runScript } from './run-script.ts'

/** Says what it is, then which signals it gets, and ends when its stdin does or by SIGTERM's successor. */
const script = `
const [task = 'exit', code = '0']: string[] = process.argv.slice(2)
console.log(JSON.stringify({ version: process.version, pool: process.env.UV_THREADPOOL_SIZE, pid: process.pid }))
if (task === 'exit') process.exit(Number(code))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => console.log('got', signal))
process.on('SIGHUP', () => process.exit(Number(code)))
process.stdin.on('end', () => { console.log('stdin ended'); process.exit() }).resume()
console.log('waiting')
`

async function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const root = await writeTree({ 'script.ts': script })
  return runScript('run.mjs', [join(root, 'script.ts'), ...args], environment)
}

describe('run.mjs', () => {
  it('runs TypeScript on Node 24 or later and passes the exit code on', async () => {
    const { code, output } = await (await start(['exit', '7'])).ended
    const { version } = JSON.parse(output)
    expect(code).toBe(7)
    expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(24)
  })

  it('gives the thread pool a thread for each core, unless told otherwise', async () => {
    const byDefault = JSON.parse((await (await start(['exit'], { UV_THREADPOOL_SIZE: undefined })).ended).output)
    expect(Number(byDefault.pool)).toBeGreaterThanOrEqual(1)
    const told = JSON.parse((await (await start(['exit'], { UV_THREADPOOL_SIZE: '3' })).ended).output)
    expect(told.pool).toBe('3')
  })

  it('passes a signal on once, however often it comes at a time', async () => {
    const running = await start(['wait', '5'])
    await running.hasSaid('waiting')
    running.child.kill('SIGINT')
    running.child.kill('SIGINT')
    running.child.kill('SIGTERM')
    await running.hasSaid('got SIGTERM')
    running.child.kill('SIGHUP')
    const { code, output } = await running.ended
    expect(output.match(/got \w+/g)?.sort()).toEqual(['got SIGHUP', 'got SIGINT', 'got SIGTERM'])
    expect(code).toBe(5)
  })

  it('lets the script know when the first step was killed', async () => {
    const running = await start(['wait'])
    await running.hasSaid('waiting')
    running.child.kill('SIGKILL')
    expect((await running.ended).output).toContain('stdin ended')
  })

  it('says how it is used', async () => {
    const { code, output } = await runScript('run.mjs', []).ended
    expect(code).toBe(2)
    expect(output).toMatch(/^Usage: /)
  })
})
