/** `latchkey migrate up`: brings the database up to date without starting the server. */
import { existsSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { databaseFileOf, requireEmbedded } from '../open-store.ts'
import { listMigrations } from '../store/sqlite/sqlite-file.ts'
import { command } from './command.ts'
import { withStore } from './with-store.ts'

/** Migrates; opening the store does it, as at every start of the server. */
export const migrateUp = command({
  name: 'migrate up',
  summary: 'Brings the embedded database up to date, as a start of the server does. Stop the server first.',
  options: {},
  async run(_values, context) {
    const file = databaseFileOf(requireEmbedded(readConfig(context.environment)).dataDir)
    const before = existsSync(file) ? await listMigrations(file) : []
    const had = new Set(before.filter(({ state }) => state === 'applied').map(({ name }) => name))
    await withStore(context, async () => undefined)
    for (const { name } of await listMigrations(file)) if (!had.has(name)) context.print(`applied ${name}\n`)
    return 0
  },
})
