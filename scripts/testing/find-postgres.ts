/** Finds the PostgreSQL that the tests start; part of `npm test`. */
import { readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findOnPath, isExecutable } from './find-program.ts'

/** Where Debian keeps its versions, since only the client programs are on the PATH. */
const debianFolder = '/usr/lib/postgresql'
const oldestVersion = 14

/**
 * Looks for the programs of a PostgreSQL server: in the folder that `LATCHKEY_POSTGRES_BIN` names, else the newest of Debian's versions,
 * else on the PATH.
 * @returns folder of `initdb` and `postgres`; undefined when there is none
 */
export function findPostgres(): string | undefined {
  const named = process.env.LATCHKEY_POSTGRES_BIN
  if (named) return hasServer(named) ? named : undefined
  return listDebianFolders().find(hasServer) ?? findBesideInitdb()
}

function listDebianFolders(): string[] {
  try {
    const versions = readdirSync(debianFolder).map(Number)
    const known = versions.filter((version) => version >= oldestVersion).toSorted((a, b) => b - a)
    return known.map((version) => join(debianFolder, String(version), 'bin'))
  } catch {
    return []
  }
}

function findBesideInitdb(): string | undefined {
  const initdb = findOnPath(['initdb'])
  const folder = initdb && dirname(realpathSync(initdb))
  return folder !== undefined && hasServer(folder) ? folder : undefined
}

function hasServer(folder: string): boolean {
  return ['initdb', 'postgres'].every((program) => isExecutable(join(folder, program)))
}
