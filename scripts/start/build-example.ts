/** Builds an example with Vite. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buildOnce, root } from './build-once.ts'

/** Example that is a browser app. */
export type ExampleName = 'react' | 'vanilla'

const vite = join(root, 'node_modules/vite/bin/vite.js')

/**
 * Builds an example unless a build of exactly these sources exists; resolves to the path of the folder with its files.
 * @param name folder name below examples/
 * @param say prints one line of progress, when there is something to build
 * @throws Error with what Vite said when it does not build
 */
export function buildExample(name: ExampleName, say: (line: string) => void): Promise<string> {
  return buildOnce(`example-${name}`, say, (folder) => runVite(join(root, 'examples', name), folder))
}

/** In a process of its own: the two examples use two cores, and the build is one for production whatever this process is. */
async function runVite(source: string, folder: string): Promise<void> {
  const child = spawn(process.execPath, [vite, 'build', source, '--outDir', folder, '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${source} does not build:\n${Buffer.concat(output)}`)
}
