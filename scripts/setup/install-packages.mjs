/**
 * Installs npm packages when they are missing or out of date, saying so in one line and showing npm's own words only
 * when it fails. Also a command: `node scripts/setup/install-packages.mjs <folder> <what> [npm options]`.
 */
import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled } from './is-installed.mjs'

/**
 * `npm install --no-save` rather than `npm ci`: it obeys the lockfile as strictly, but leaves what is right in place (the
 * Node that may be running this is in there), and does not refuse a lockfile for lacking another system's binaries.
 */
const npmArguments = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']

/**
 * Makes sure that a folder's packages are installed as its lockfile says.
 * @param {string} folder absolute path of the folder that holds package-lock.json
 * @param {string} what a few words for the progress line
 * @param {string[]} [options] further options for npm
 * @returns {Promise<boolean>} false when it failed; the reason has been printed
 */
export async function installPackages(folder, what, options = []) {
  if (isInstalled(folder)) return true
  console.error(`Installing ${what} (first start or after a change; about half a minute) …`)
  const started = Date.now()
  const { code, output } = await runNpm(folder, [...npmArguments, ...options])
  if (code === 0) {
    console.error(`Installed ${what} in ${Math.round((Date.now() - started) / 1000)} s.`)
    return true
  }
  console.error(output.trimEnd())
  console.error(
    `Could not install ${what}: npm failed in ${folder} (above). Check the network and run the command again.`,
  )
  return false
}

/**
 * @param {string} folder where to run npm @param {string[]} args its arguments
 * @returns {Promise<{ code: number | null, output: string }>} its exit code and all it printed
 */
function runNpm(folder, args) {
  return new Promise((settle) => {
    const npm = spawn('npm', args, { cwd: folder, env: machineEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    npm.stdout.on('data', (chunk) => (output += chunk))
    npm.stderr.on('data', (chunk) => (output += chunk))
    npm.on('error', (error) => settle({ code: null, output: error.message }))
    npm.on('close', (code) => settle({ code, output }))
  })
}

/** npm has to run on the machine's own Node: one inside node_modules may be replaced while npm is running on it. */
function machineEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter)
  const outside = path.filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
  return { ...process.env, PATH: outside.join(delimiter) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '.', what = 'packages', ...options] = process.argv.slice(2)
  process.exitCode = (await installPackages(resolve(folder), what, options)) ? 0 : 1
}
