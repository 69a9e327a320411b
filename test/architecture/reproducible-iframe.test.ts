/** The script of the auth iframe is the same whoever builds it, wherever, and it is the one whose fingerprint is published. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A clean copy of the sources somewhere else, with the packages that are installed here. */
function copySources(name: string): string {
  const base = mkdtempSync(join(tmpdir(), 'latchkey-build-'))
  folders.push(base)
  const copy = join(base, name)
  mkdirSync(join(copy, 'node_modules/@latchkey'), { recursive: true })
  for (const part of ['package.json', 'packages/contract', 'packages/crypto', 'services/auth-iframe', 'test/support']) {
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (path) => !/[/\\](dist|node_modules)$/.test(path.slice(root.length)),
    })
  }
  for (const entry of readdirSync(join(root, 'node_modules'))) {
    if (entry !== '@latchkey' && !entry.startsWith('.')) {
      symlinkSync(join(root, 'node_modules', entry), join(copy, 'node_modules', entry))
    }
  }
  for (const part of ['packages/contract', 'packages/crypto', 'services/auth-iframe']) {
    symlinkSync(join(copy, part), join(copy, 'node_modules/@latchkey', part.split('/')[1] ?? ''))
  }
  return copy
}

async function build(
  name: string,
  environment: Record<string, string>,
): Promise<{ script: string; integrity: string }> {
  const copy = copySources(name)
  const args = ['--conditions=latchkey-source', join(copy, 'test/support/iframe-page-entry.ts')]
  const { stdout } = await run(process.execPath, args, {
    cwd: copy,
    env: { PATH: process.env.PATH ?? '', ...environment },
    maxBuffer: 10_000_000,
  })
  return JSON.parse(stdout)
}

it('two clean builds are equal byte by byte, and are the published one', async () => {
  const first = await build('a', { TZ: 'UTC', LANG: 'C', HOME: '/nonexistent' })
  const second = await build('some/other place', {
    TZ: 'Asia/Tokyo',
    LANG: 'de_DE.UTF-8',
    NODE_ENV: 'development',
    USER: 'b',
  })
  expect(second.script).toBe(first.script)
  expect(second.integrity).toBe(first.integrity)
  const page = readFileSync(join(root, 'docs/self-hosting.md'), 'utf8')
  const published = /^sha384-[A-Za-z0-9+/]{64}$/m.exec(page)?.[0]
  expect(published, 'docs/self-hosting.md must have the fingerprint that npm run build prints').toBe(first.integrity)
})
