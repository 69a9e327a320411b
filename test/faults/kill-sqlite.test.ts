/** kill -9 of a process that writes to the embedded store: what was acknowledged is there, once, and nothing else is. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { Journal } from '../support/journal.ts'
import { killRepeatedly } from '../support/kill-rounds.ts'
import { makeRandom, readSeed } from '../support/random.ts'
import { auditStore, findHalfDone, nothingAmiss } from '../support/store-audit.ts'
import { addTenant } from '../support/store-rows.ts'

const rounds = 50
const writer = fileURLToPath(new URL('../support/store-writer.ts', import.meta.url))

it(`loses, doubles and invents nothing when the writer is killed ${rounds} times`, { timeout: 120_000 }, async () => {
  const random = makeRandom(readSeed('kill-sqlite'))
  await using temporary = await makeTemporaryFile()
  const store = await openSqliteStore(temporary)
  const tenant = JSON.stringify(await addTenant(store))
  await store.close()

  const journal = new Journal()
  await killRepeatedly({
    rounds,
    start: (round) =>
      spawn(
        process.execPath,
        [
          '--conditions=latchkey-source',
          writer,
          temporary.file,
          tenant,
          `r${round}`,
          JSON.stringify(journal.unresolved),
        ],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, NODE_COMPILE_CACHE: `${temporary.file}.compiled` },
        },
      ),
    async workAndKill(victim) {
      let lines = 1 + random(400)
      // Lines that were written before the kill and are read after it count too: whoever reads them was told.
      for await (const line of createInterface({ input: victim.stdout })) {
        journal.note(line)
        lines -= 1
        if (lines === 0) victim.kill('SIGKILL')
      }
    },
  })

  const reopened = await openSqliteStore(temporary)
  await reopened.close()
  expect(journal.refused).toEqual(new Map())
  expect(journal.acknowledged.size).toBeGreaterThan(rounds)
  expect(auditStore(temporary.file, journal)).toEqual(nothingAmiss)
  expect(findHalfDone(temporary.file)).toEqual([])
})
