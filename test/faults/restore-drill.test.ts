/** The restore drill: a backup under load, restored elsewhere, has every write that was acknowledged before the backup began. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { LocalOperator } from '@latchkey/api-server'
import { NodeStamper } from '@latchkey/sdk-server'
import { expect, it } from 'vitest'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { Journal } from '../support/journal.ts'
import { makeRandom, readSeed } from '../support/random.ts'
import { auditStore } from '../support/store-audit.ts'
import { spawnServer, stopServer, waitUntilReady } from './kill-server/server-process.ts'
import { WritingClient } from './kill-server/writing-client.ts'

const concurrency = 8
const backups = 3
const program = fileURLToPath(new URL('../../services/api-server/src/cli/main.ts', import.meta.url))
const runFile = promisify(execFile)

/** Runs the command as its users do, in a process of its own; rejects unless it exits with 0. */
async function latchkey(dataDir: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, LATCHKEY_DATA_DIR: dataDir }
  const { stdout } = await runFile(process.execPath, ['--conditions=latchkey-source', program, ...args], { env })
  return stdout
}

/** What is known at this moment, as a journal of its own. */
function snapshot({ acknowledged }: Journal): Journal {
  const known = new Journal()
  for (const [request, id] of acknowledged) {
    known.intend(request)
    known.acknowledge(request, id)
  }
  return known
}

it('brings back every write that was acknowledged before a backup under load', { timeout: 180_000 }, async () => {
  const random = makeRandom(readSeed('restore-drill'))
  await using temporary = await makeTemporaryFile()
  const dataDir = dirname(temporary.file)
  using server = spawnServer(dataDir)
  const url = await waitUntilReady(server)
  const operator: LocalOperator = JSON.parse(await readFile(join(dataDir, 'local-operator.json'), 'utf8'))
  const parent = { organizationId: operator.organizationId, stamper: new NodeStamper(operator) }
  const journal = new Journal()
  const clients = Array.from(
    { length: concurrency },
    (_, n) => new WritingClient({ label: `c${n}`, parent, random: makeRandom(random(2 ** 32)), journal }),
  )
  const work = clients.map((client) => client.work(url))
  const known: Journal[] = []
  for (let n = 0; n < backups; n += 1) {
    await expect.poll(() => journal.acknowledged.size).toBeGreaterThan(n * 50)
    known.push(snapshot(journal))
    const before = journal.acknowledged.size
    expect(await latchkey(dataDir, 'backup', '--to', join(dataDir, `copy-${n}`), '--with-secrets')).toContain(
      'verified',
    )
    // The server went on writing all the while.
    expect(journal.acknowledged.size).toBeGreaterThan(before)
  }
  await stopServer(server)
  await Promise.all(work)

  for (const [n, journalBefore] of known.entries()) {
    const other = join(dataDir, `restored-${n}`)
    expect(await latchkey(other, 'restore', '--from', join(dataDir, `copy-${n}`))).toContain('verified')
    const { lost, doubled, damage } = auditStore(join(other, 'latchkey.db'), journalBefore)
    expect({ lost, doubled, damage }).toEqual({ lost: [], doubled: 0, damage: [] })
    using restored = spawnServer(other)
    await waitUntilReady(restored)
    await stopServer(restored)
  }
})
