/** Settings are read back, and a database that does not keep them is refused. */
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts'
import { applyReaderSettings, applyWriterSettings } from '../../../src/store/sqlite/settings.ts'
import { makeTemporaryFile } from '../support/temporary-store.ts'

function readSetting(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]
}

describe('settings of SQLite', () => {
  it('hold on a file: every commit is on the disk before it is acknowledged', async () => {
    await using temporary = await makeTemporaryFile()
    const database = new DatabaseSync(temporary.file, { enableForeignKeyConstraints: false })
    database.exec('pragma synchronous = off')
    applyWriterSettings(database)
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) =>
      readSetting(database, name),
    )
    expect(settings).toEqual(['wal', 2, 1, 5000])
    database.close()
  })

  it('are refused where they cannot hold: memory has no write-ahead log', () => {
    const database = new DatabaseSync(':memory:')
    expect(() => applyWriterSettings(database)).toThrow(
      'SQLite does not keep the setting journal_mode=wal, it has memory',
    )
    database.close()
  })

  it('of a reader do not need the right to write', async () => {
    await using temporary = await makeTemporaryFile()
    await (await openSqliteStore(temporary)).close()
    const database = new DatabaseSync(temporary.file, { readOnly: true })
    applyReaderSettings(database)
    expect(readSetting(database, 'mmap_size')).toBe(64 * 1024 * 1024)
    expect(readSetting(database, 'busy_timeout')).toBe(5000)
    database.close()
  })

  it('make files that only their owner can read', async () => {
    await using temporary = await makeTemporaryFile()
    const store = await openSqliteStore(temporary)
    const modes = ['', '-wal', '-shm', '.lock'].map((suffix) => statSync(temporary.file + suffix).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600])
    await store.close()
  })
})
