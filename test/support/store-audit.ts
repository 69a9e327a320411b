/** Reads a database file after a crash and compares it with the journal of whoever wrote to it. */
import { DatabaseSync } from 'node:sqlite'
import type { Journal } from './journal.ts'

/** What a journal and a database disagree about; all empty when nothing was lost, doubled or invented. */
export interface Disagreements {
  /** Acknowledged requests whose activity is not there under the acknowledged id. */
  lost: string[]
  /** Activities that nobody asked for. */
  unasked: string[]
  /** Activities whose effect, a key named after them, is not there exactly once. */
  halfDone: string[]
  /** Fingerprints with more than one activity. */
  doubled: number
  /** Complaints of `integrity_check` and `foreign_key_check`. */
  damage: unknown[]
}

/**
 * Audits a database of activities whose bodies are the journal's requests.
 * @param file path of the database; nobody writes to it
 * @param journal what was asked for and acknowledged
 */
export function auditStore(file: string, journal: Journal): Disagreements {
  const database = new DatabaseSync(file)
  const activities = new Map(
    database
      .prepare('select cast(body as text) as request, lower(hex(activity_id)) as id from activities')
      .all()
      .map(({ request, id }) => [String(request), String(id)]),
  )
  const effects = database.prepare('select api_key_name as name from api_keys').all()
  const counts = Map.groupBy(effects, ({ name }) => String(name).replaceAll('-', ''))
  const rows = Number(database.prepare('select count(*) as count from activities').get()?.count)
  const disagreements = {
    lost: [...journal.acknowledged].flatMap(([request, id]) =>
      activities.get(request) === id.replaceAll('-', '') ? [] : [request],
    ),
    unasked: [...activities.keys()].filter((request) => !journal.intended.has(request)),
    halfDone: [...new Set([...activities.values(), ...counts.keys()])].filter(
      (id) => counts.get(id)?.length !== 1 || ![...activities.values()].includes(id),
    ),
    doubled: rows - activities.size,
    damage: complaintsOf(database),
  }
  database.close()
  return disagreements
}

function complaintsOf(database: DatabaseSync): unknown[] {
  const integrity = database
    .prepare('pragma integrity_check')
    .all()
    .map((row) => row.integrity_check)
  return [...integrity.filter((line) => line !== 'ok'), ...database.prepare('pragma foreign_key_check').all()]
}
