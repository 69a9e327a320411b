/** Reads a database file after a crash and compares it with the journal of whoever wrote to it. */
import { DatabaseSync } from 'node:sqlite'
import type { Journal } from './journal.ts'

/** What a journal and a database disagree about. */
export interface Disagreements {
  /** Acknowledged requests whose activity is not there under the acknowledged id. */
  lost: string[]
  /** Activities that nobody asked for. */
  unasked: string[]
  /** How many activities there are beyond one for each request. */
  doubled: number
  /** Complaints of `integrity_check` and `foreign_key_check`. */
  damage: unknown[]
}

/** What an audit finds when nothing was lost, doubled or invented. */
export const nothingAmiss: Disagreements = { lost: [], unasked: [], doubled: 0, damage: [] }

/**
 * Audits a database of activities whose bodies are the journal's requests.
 * @param file path of the database; nobody writes to it
 * @param journal what was asked for and acknowledged
 */
export function auditStore(file: string, journal: Journal): Disagreements {
  using database = new DatabaseSync(file)
  const rows = database.prepare('select cast(body as text) as request, hex(activity_id) as id from activities').all()
  const idOf = new Map(rows.map(({ request, id }) => [String(request), String(id)]))
  const isLost = ([request, id]: [string, string]): boolean =>
    idOf.get(request) !== id.replaceAll('-', '').toUpperCase()
  return {
    lost: [...journal.acknowledged].filter(isLost).map(([request]) => request),
    unasked: [...idOf.keys()].filter((request) => !journal.intended.has(request)),
    doubled: rows.length - idOf.size,
    damage: complaintsOf(database),
  }
}

/**
 * Ids, in upper-case hexadecimal, of activities whose effect, an API key named after them, is not there exactly once, and of keys
 * named after no activity.
 * @param file path of the database; nobody writes to it
 */
export function findHalfDone(file: string): string[] {
  using database = new DatabaseSync(file)
  const rows = database.prepare('select hex(activity_id) as id from activities').all()
  const effects = database.prepare("select upper(replace(api_key_name, '-', '')) as id from api_keys").all()
  const ids = new Set(rows.map(({ id }) => String(id)))
  const effectsOf = Map.groupBy(effects, ({ id }) => String(id))
  return [...new Set([...ids, ...effectsOf.keys()])].filter((id) => effectsOf.get(id)?.length !== 1 || !ids.has(id))
}

function complaintsOf(database: DatabaseSync): unknown[] {
  const integrity = database
    .prepare('pragma integrity_check')
    .all()
    .map((row) => row.integrity_check)
  return [...integrity.filter((line) => line !== 'ok'), ...database.prepare('pragma foreign_key_check').all()]
}
