/** `latchkey migrate status`: which migrations the database has. */
import { existsSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { databaseFileOf, requireEmbedded } from '../open-store.ts'
import { listMigrations } from '../store/sqlite/sqlite-file.ts'
import { command, jsonOption } from './command.ts'

/** Lists migrations; the exit code is 1 unless the database is exactly at this version. */
export const migrateStatus = command({
  name: 'migrate status',
  summary: 'Lists the migrations of the embedded database as applied, pending or unknown; the server may run.',
  options: jsonOption,
  async run({ json }, { environment, print }) {
    const file = databaseFileOf(requireEmbedded(readConfig(environment)).dataDir)
    const listed = existsSync(file) ? await listMigrations(file) : []
    const toLine = ({ name, state }: (typeof listed)[number]): string => `${state.padEnd(7)} ${name}\n`
    print(json ? `${JSON.stringify(listed)}\n` : listed.map(toLine).join(''))
    return listed.every(({ state }) => state === 'applied') && listed.length > 0 ? 0 : 1
  },
})
