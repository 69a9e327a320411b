/** Builds the Next.js example. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPackages } from '../build/build-packages.ts'
import { buildOnce, root } from './build-once.ts'

/** Absolute path of the example. */
export const nextExample: string = join(root, 'examples/next')

/** Absolute path of Next.js's own command; it is there once examples/next is installed. */
export const nextCommand: string = join(nextExample, 'node_modules/next/dist/bin/next')

const output = join(nextExample, '.next')

/**
 * Builds the example in its own folder, unless what is there was built from exactly these sources.
 * @param say prints one line of progress, when there is something to build
 * @throws Error with what Next.js said when it does not build
 */
export async function buildNextExample(say: (line: string) => void): Promise<void> {
  const mark = await buildOnce('example-next', say, async (folder) => {
    await rm(output, { recursive: true, force: true })
    await buildPackages(say)
    await runNextBuild()
    await writeFile(join(folder, 'built'), '')
  })
  // Somebody has cleaned up since.
  if (!existsSync(join(output, 'BUILD_ID'))) {
    await rm(mark, { recursive: true })
    await buildNextExample(say)
  }
}

/** Settings are read when it runs, so none is needed here. */
async function runNextBuild(): Promise<void> {
  const child = spawn(process.execPath, [nextCommand, 'build'], {
    cwd: nextExample,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The Next.js example does not build:\n${Buffer.concat(printed)}`)
}
