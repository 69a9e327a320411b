/** Whether the data directory can be used, and by nobody else. */
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { secretFiles } from '../../check-private.ts'
import type { Config } from '../../config.ts'
import { type Finding, reportOn } from '../finding.ts'

const { ok, warn, fail } = reportOn('data directory')
const privateFiles = [...secretFiles, 'latchkey.db']

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Permission bits of group and others (POSIX). */
const isOpenToOthers = (path: string): boolean => (statSync(path).mode & 0o077) !== 0

function findExisting(path: string): string {
  return existsSync(path) ? path : findExisting(dirname(path))
}

function checkExisting(path: string, { mode }: Config): Finding[] {
  const files = privateFiles.map((name) => join(path, name)).filter((file) => existsSync(file))
  const open = files.filter(isOpenToOthers)
  const operatorFile = join(path, 'local-operator.json')
  return [
    isOpenToOthers(path)
      ? fail(`other users of this machine may enter ${path}`, `chmod 700 ${path}`)
      : ok(`${path} can be written to, and belongs to nobody else`),
    ...open.map((file) => fail(`other users of this machine may use ${file}`, `chmod 600 ${file}`)),
    ...(mode === 'production' && files.includes(operatorFile)
      ? [
          warn(
            `${operatorFile} still holds the operator’s key`,
            'move it to your back end’s secret store and delete it',
          ),
        ]
      : []),
  ]
}

/**
 * Checks the data directory and the secret files in it; nothing is changed.
 * @param config settings
 */
export function checkDataDirectory(config: Config): Finding[] {
  const path = resolve(config.dataDir)
  const existing = findExisting(path)
  if (!statSync(existing).isDirectory() || !mayWrite(existing)) {
    return [fail(`${existing} cannot be written to`, 'make it a folder of the server’s user, or set LATCHKEY_DATA_DIR')]
  }
  return existing === path ? checkExisting(path, config) : [ok(`${path} will be made at the first start`)]
}
