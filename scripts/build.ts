/** `npm run build`: every package as JavaScript and declarations in its dist/, and the auth iframe's script in its own. */
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildPage } from '@latchkey/auth-iframe'
import { runTool } from './checks/run-tool.ts'

const root = join(import.meta.dirname, '..')

await buildPackages()
await buildIframe()

/** One compilation writes all packages; each then gets its part. */
async function buildPackages(): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'latchkey-build-'))
  try {
    await compile(out)
    for (const name of await readdir(out)) await deliver(join(out, name, 'src'), join('packages', name, 'dist'))
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

async function compile(out: string): Promise<void> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { succeeded, output } = await runTool(root, [compiler, '-p', 'scripts/build', '--outDir', out])
  if (!succeeded) throw new Error(`The packages do not compile:\n${output}`)
}

async function deliver(from: string, folder: string): Promise<void> {
  await rm(join(root, folder), { recursive: true, force: true })
  await cp(from, join(root, folder), { recursive: true })
  console.log(folder)
}

/** The document around the script depends on the origins that a host allows, so its server writes that. */
async function buildIframe(): Promise<void> {
  const folder = join('services', 'auth-iframe', 'dist')
  const { script, scriptPath, integrity } = await buildPage()
  await rm(join(root, folder), { recursive: true, force: true })
  await mkdir(join(root, folder, dirname(scriptPath)), { recursive: true })
  await writeFile(join(root, folder, scriptPath), script)
  await writeFile(join(root, folder, 'page.json'), JSON.stringify({ scriptPath, integrity }, null, 2))
  console.log(`${folder}, its script ${integrity}`)
}
