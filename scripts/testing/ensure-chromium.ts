/** Makes sure there is a Chromium for the browser tests, installing it where that needs no question; part of `npm test`. */
import { spawnSync } from 'node:child_process'
import { findChromium, findOnPath } from './find-chromium.ts'

const installCommand = 'apt-get update && apt-get install -y --no-install-recommends chromium'

/**
 * Finds Chromium or, as root on a Debian-like system, installs it.
 * @returns path of the executable; undefined when there is none, after a line that says what to install
 */
export function ensureChromium(): string | undefined {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.env.LATCHKEY_CHROMIUM) {
    console.error(`LATCHKEY_CHROMIUM names no executable: ${process.env.LATCHKEY_CHROMIUM}. Correct it or unset it.`)
    return undefined
  }
  return mayInstall() ? installChromium() : adviseToInstall()
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined
}

function installChromium(): string | undefined {
  console.error('Installing Chromium for the browser tests (first time only; about a minute) …')
  const { status, stdout, stderr } = spawnSync('sh', ['-c', installCommand], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  const installed = findChromium()
  if (status === 0 && installed !== undefined) return installed
  console.error(`${stdout}${stderr}`.trimEnd())
  console.error(`Could not install Chromium (above). Install it by hand: ${installCommand}`)
  return undefined
}

function adviseToInstall(): undefined {
  console.error('The browser tests need Chromium or Chrome: install it, or name its executable in LATCHKEY_CHROMIUM.')
}
