/** A disk that stops taking writes: from the first failure on nothing is acknowledged, and nothing acknowledged before is lost. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { Journal } from '../support/journal.ts'
import { auditStore, findHalfDone, nothingAmiss } from '../support/store-audit.ts'
import { addTenant, makeActivity, makeApiKey } from '../support/store-rows.ts'

const writer = fileURLToPath(new URL('../support/store-writer.ts', import.meta.url))

/** A limit on the size of files, in blocks of 512 bytes, makes writes beyond it fail as a broken disk does. */
const limited = 'trap "" XFSZ; ulimit -f 6000; exec "$@"'

it('acknowledges nothing after a write has failed, and keeps what it acknowledged', async () => {
  await using temporary = await makeTemporaryFile()
  const store = await openSqliteStore(temporary)
  const tenant = await addTenant(store)
  await store.close()
  const program = [
    process.execPath,
    '--conditions=latchkey-source',
    writer,
    temporary.file,
    JSON.stringify(tenant),
    'r',
  ]
  const child = spawn('sh', ['-c', limited, 'sh', ...program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const journal = new Journal()
  for await (const line of createInterface({ input: child.stdout })) journal.note(line)
  expect(await ended).toEqual([0, null])

  expect(new Set(journal.refused.values())).toEqual(new Set(['STORE_UNAVAILABLE']))
  expect(journal.acknowledged.size).toBeGreaterThan(100)
  expect(journal.acknowledgedLate).toEqual([])

  const reopened = await openSqliteStore(temporary)
  for (const request of journal.unresolved) {
    const recorded = await reopened.recordActivity(
      makeActivity(tenant, request),
      async (transaction, { activityId }) => {
        await transaction.addApiKey(makeApiKey(tenant, { apiKeyName: activityId }))
      },
    )
    journal.acknowledged.set(request, recorded.activityId)
  }
  await reopened.close()
  expect(auditStore(temporary.file, journal)).toEqual(nothingAmiss)
  expect(findHalfDone(temporary.file)).toEqual([])
})
