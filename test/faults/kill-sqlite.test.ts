/** kill -9 of a process that writes to the embedded store: what was acknowledged is there, once, and nothing else is. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { killRepeatedly } from '../support/kill-rounds.ts'
import { makeRandom } from '../support/random.ts'
import { auditStore } from '../support/store-audit.ts'
import { addTenant } from '../support/store-rows.ts'

const rounds = 50
const writer = fileURLToPath(new URL('../support/store-writer.ts', import.meta.url))

it(`loses, doubles and invents nothing when the writer is killed ${rounds} times`, { timeout: 120_000 }, async () => {
  const seed = Number(process.env.LATCHKEY_TEST_SEED ?? randomInt(2 ** 31))
  process.stdout.write(`kill-sqlite: seed ${seed} (repeat with LATCHKEY_TEST_SEED=${seed})\n`)
  const random = makeRandom(seed)
  await using temporary = await makeTemporaryFile()
  const store = await openSqliteStore(temporary)
  const tenant = JSON.stringify(await addTenant(store))
  await store.close()

  const journal = await killRepeatedly({
    rounds,
    linesUntilKill: () => 1 + random(400),
    start: (round, unresolved) =>
      spawn(
        process.execPath,
        ['--conditions=latchkey-source', writer, temporary.file, tenant, `r${round}`, JSON.stringify(unresolved)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { ...process.env, NODE_COMPILE_CACHE: `${temporary.file}.compiled` },
        },
      ),
  })

  const reopened = await openSqliteStore(temporary)
  await reopened.close()
  expect(journal.refused).toEqual(new Map())
  expect(journal.acknowledged.size).toBeGreaterThan(rounds)
  expect(auditStore(temporary.file, journal)).toEqual({ lost: [], unasked: [], halfDone: [], doubled: 0, damage: [] })
})
