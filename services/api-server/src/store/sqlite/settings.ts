/** Settings of SQLite that durability and speed rest on; each is read back, since SQLite ignores what it cannot do. */
import type { DatabaseSync } from 'node:sqlite'

type Settings = Readonly<Record<string, { set: string; expect: string | number }>>

const mmapBytes = 64 * 1024 * 1024
const logBytes = 64 * 1024 * 1024

const patience: Settings = { busy_timeout: { set: '5000', expect: 5000 } }

// `synchronous=FULL` makes every commit survive a power loss; NORMAL loses the last ones in WAL mode.
const ofWriter: Settings = {
  journal_mode: { set: 'wal', expect: 'wal' },
  synchronous: { set: 'full', expect: 2 },
  foreign_keys: { set: 'on', expect: 1 },
  journal_size_limit: { set: String(logBytes), expect: logBytes },
  ...patience,
}

// Mapped pages make a look-up a third cheaper; the bound keeps the memory of the process within its budget. Writes gain nothing by it.
const ofReader: Settings = { mmap_size: { set: String(mmapBytes), expect: mmapBytes }, ...patience }

/**
 * Sets up the connection that writes.
 * @param database open database
 * @throws Error when a setting does not hold afterwards
 */
export function applyWriterSettings(database: DatabaseSync): void {
  apply(database, ofWriter)
}

/**
 * Sets up a connection that only reads.
 * @param database open database
 * @throws Error when a setting does not hold afterwards
 */
export function applyReaderSettings(database: DatabaseSync): void {
  apply(database, ofReader)
}

function apply(database: DatabaseSync, settings: Settings): void {
  for (const [name, { set, expect }] of Object.entries(settings)) {
    database.exec(`pragma ${name} = ${set}`)
    const [actual] = Object.values(database.prepare(`pragma ${name}`).get() ?? {})
    if (actual !== expect) throw new Error(`SQLite does not keep the setting ${name}=${set}, it has ${actual}`)
  }
}
