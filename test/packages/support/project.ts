/** An empty project of somebody else, with our packages installed from their tarballs. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../scripts/start/build-once.ts'
import { runNpm } from './run-npm.ts'
import { packOthers, packPackages, type Tarball } from './tarballs.ts'

/** How a program of the project ended. */
export interface ProgramRun {
  /** Exit code; 0 is success. */
  readonly code: number
  /** All it printed, trimmed. */
  readonly output: string
}

/** A folder outside of the repository. */
export interface Project {
  /** Absolute path. */
  readonly folder: string
  /** Our packages, as they were installed. */
  readonly tarballs: readonly Tarball[]
  /** Writes files; names may have folders in them. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** Runs a file of the project with Node, without any condition of ours. */
  run(file: string, environment?: Readonly<Record<string, string>>): Promise<ProgramRun>
  /** Runs a tool of this repository in the project. */
  runTool(tool: string, ...args: readonly string[]): Promise<ProgramRun>
  remove(): Promise<void>
}

/**
 * Makes a project and installs all packages there, with npm and without a network.
 * @throws Error with what npm said when they cannot be installed
 */
export async function makeProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-project-'))
  const tarballs = await install(folder)
  return {
    folder,
    tarballs,
    write: async (files) => {
      for (const [name, text] of Object.entries(files)) await writeInto(join(folder, name), text)
    },
    run: (file, environment = {}) => runNode(folder, [file], environment),
    runTool: (tool, ...args) => runNode(folder, [join(root, 'node_modules', tool), ...args], {}),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function install(folder: string): Promise<Tarball[]> {
  const store = join(folder, '.tarballs')
  await mkdir(store)
  const [ours, others] = await Promise.all([packPackages(store), packOthers(store)])
  const dependencies = Object.fromEntries([...ours, ...others].map(({ name, path }) => [name, `file:${path}`]))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, dependencies }))
  await runNpm(folder, ['install', '--no-package-lock'])
  return ours
}

async function writeInto(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

async function runNode(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
  const env = { PATH: process.env.PATH, ...environment }
  return promisify(execFile)(process.execPath, args, { cwd, env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: `${stdout}${stderr}`.trim() }),
    (error) => ({ code: Number(error.code), output: `${error.stdout}${error.stderr}`.trim() }),
  )
}
