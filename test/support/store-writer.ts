/**
 * Program that writes to a store as fast as it can, eight activities at a time, and keeps a journal on its standard output. An acknowledged line is
 * written only after the store's promise has resolved. Arguments: database file, tenant as JSON, prefix of its requests, requests to send first as JSON.
 */
import { writeSync } from 'node:fs'
import { Refusal } from '../../services/api-server/src/refusal.ts'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { makeActivity, makeApiKey, type Tenant } from './store-rows.ts'

const concurrency = 8

const [file = '', tenantJson = '', prefix = '', unresolvedJson = '[]'] = process.argv.slice(2)
const tenant: Tenant = JSON.parse(tenantJson)
const store = await openSqliteStore({ file })

/** The line is with the reader's pipe when this returns, whatever happens to this process then. */
function say(line: string): void {
  writeSync(1, `${line}\n`)
}

async function send(request: string): Promise<void> {
  say(`intent ${request}`)
  const activity = makeActivity(tenant, request)
  const recorded = await store.recordActivity(activity, async (transaction, { activityId }) => {
    await transaction.addApiKey(makeApiKey(tenant, { apiKeyName: activityId }))
  })
  say(`done ${request} ${recorded.activityId}`)
}

async function work(worker: number): Promise<void> {
  for (let n = 0; ; n += 1) await send(`${prefix}-${worker}-${n}`)
}

try {
  for (const request of JSON.parse(unresolvedJson)) await send(request)
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
} catch (error) {
  say(`failed ${error instanceof Refusal ? error.code : error}`)
  process.exit(1)
}
