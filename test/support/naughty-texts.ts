/** Texts that break careless programs: the Big List of Naughty Strings (its licence lies beside it) and sixty SQL injections. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, 'naughty-strings', 'blns.json')
const naughtyStrings: readonly string[] = JSON.parse(readFileSync(file, 'utf8'))

/** What ends a quoted SQL string, or looks as if it did. */
const endings = ["'", '"', '`', "')", '")', "\\'", "''", '%27', '\u02bc', ';']
const statements = [
  ' OR 1=1 --',
  ' UNION SELECT * FROM api_keys --',
  '; DROP TABLE users; --',
  "; UPDATE users SET is_root = 1 WHERE '1'='1",
  " || (SELECT sql FROM sqlite_schema) || '",
  '; PRAGMA foreign_keys = OFF; --',
]
const sqlInjections = endings.flatMap((ending) => statements.map((statement) => `x${ending}${statement}`))

/** All of them, 485 and 60. */
export const naughtyTexts: readonly string[] = [...naughtyStrings, ...sqlInjections]
