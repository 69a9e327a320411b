/** Makes sure that a program of the system is there for the tests, installing it where that needs no question; part of `npm test`. */
import { spawnSync } from 'node:child_process'
import { findOnPath } from './find-program.ts'

/** A program that some tests need. */
export interface NeededProgram {
  /** Name for people. */
  name: string
  /** Tests that need it, such as `browser`. */
  tests: string
  /** Its Debian package. */
  debianPackage: string
  /** Environment variable that names it where it is not found by itself. */
  variable: string
  /** Looks for it; undefined when there is none. */
  find(): string | undefined
}

/**
 * Finds a program or, as root on a Debian-like system, installs it.
 * @param program what is needed
 * @returns where it is; undefined when there is none, after a line that says what to install
 */
export function ensureProgram(program: NeededProgram): string | undefined {
  const found = program.find()
  if (found !== undefined) return found
  const named = process.env[program.variable]
  if (named) return say(`${program.variable} must name ${program.name}; ${named} is none. Correct it or unset it.`)
  return mayInstall() ? install(program) : advise(program)
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined
}

function install({ name, tests, debianPackage, find }: NeededProgram): string | undefined {
  console.error(`Installing ${name} for the ${tests} tests (first time only; about a minute) …`)
  const command = `apt-get update && apt-get install -y --no-install-recommends ${debianPackage}`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env })
  const installed = find()
  if (status === 0 && installed !== undefined) return installed
  console.error(`${stdout}${stderr}`.trimEnd())
  return say(`Could not install ${name} (above). Install it by hand: ${command}`)
}

function advise({ name, tests, variable }: NeededProgram): undefined {
  return say(`The ${tests} tests need ${name}: install it, or name where it is in ${variable}.`)
}

function say(line: string): undefined {
  console.error(line)
}
