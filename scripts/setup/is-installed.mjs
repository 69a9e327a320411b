/** Whether a folder's node_modules holds what its lockfile asks for: decides if anything has to be installed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * Tells whether node_modules is complete and current, by npm's own record of what it installed. Nothing else is needed
 * to notice a changed lockfile, an interrupted installation (npm writes its record last) or a deleted node_modules.
 * @param {string} folder absolute path of the folder that holds package-lock.json
 * @returns {boolean} true when there is nothing to install
 */
export function isInstalled(folder) {
  const wanted = readPackages(join(folder, 'package-lock.json'))
  const present = readPackages(join(folder, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => path === '' || isSatisfied(entry, present[path]))
}

/**
 * @param {string} path of a lockfile
 * @returns {LockedPackages | undefined} its packages by folder; undefined when there is no readable lockfile
 */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Optional packages may be absent: they are for other operating systems.
 * @param {LockedPackage} wanted @param {LockedPackage | undefined} present
 */
function isSatisfied(wanted, present) {
  if (present === undefined) return Boolean(wanted.optional || wanted.devOptional)
  return present.version === wanted.version && present.integrity === wanted.integrity
}
