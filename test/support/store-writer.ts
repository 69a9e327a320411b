/**
 * Program that writes to a store as fast as it can, eight activities at a time, and keeps a journal on its standard output. A line says
 * that an activity is acknowledged only after the store has said so; after a refused one it goes on. Arguments: database file, tenant as
 * JSON, prefix of its requests, requests to send first as JSON.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { Refusal } from '../../services/api-server/src/refusal.ts'
import { openSqliteStore } from '../../services/api-server/src/store/sqlite/open-sqlite-store.ts'
import { makeActivity, makeApiKey, type Tenant } from './store-rows.ts'

const concurrency = 8

/** After so many refused activities the program gives up, with exit code 0. */
const failureLimit = 100

const [file = '', tenantJson = '', prefix = '', unresolvedJson = '[]'] = process.argv.slice(2)
const tenant: Tenant = JSON.parse(tenantJson)
const store = await openSqliteStore({ file })
// The cache is written at exit, which a killed process never reaches.
flushCompileCache()

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

let failures = 0

function noteFailure(request: string, error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  say(`failed ${request} ${error.code}`)
  failures += 1
  if (failures === failureLimit) process.exit(0)
}

async function work(worker: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const request = `${prefix}-${worker}-${n}`
    await send(request).catch((error: unknown) => noteFailure(request, error))
  }
}

for (const request of JSON.parse(unresolvedJson)) await send(request)
await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
