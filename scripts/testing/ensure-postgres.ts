/** Makes sure there is a PostgreSQL server for the tests of the store over it; part of `npm test`. */
import { ensureProgram } from './ensure-program.ts'
import { findPostgres } from './find-postgres.ts'

/**
 * Finds PostgreSQL 14 or later or, as root on a Debian-like system, installs Debian's. Nothing is started here: each test file starts a
 * server of its own.
 * @returns folder of its programs; undefined when there is none, after a line that says what to install
 */
export function ensurePostgres(): string | undefined {
  return ensureProgram({
    name: 'a PostgreSQL server, 14 or later',
    tests: 'database',
    debianPackage: 'postgresql',
    variable: 'LATCHKEY_POSTGRES_BIN',
    find: findPostgres,
  })
}
