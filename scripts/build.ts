/** `npm run build`: every package as JavaScript and declarations in its dist/, and the auth iframe's script in its own. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildPage } from '@latchkey/auth-iframe'
import { buildPackages } from './build/build-packages.ts'
import { root } from './start/build-once.ts'

for (const folder of [...(await buildPackages(console.log)), await buildIframe()]) console.log(folder)

/** The document around the script depends on the origins that a host allows, so its server writes that. */
async function buildIframe(): Promise<string> {
  const folder = join('services', 'auth-iframe', 'dist')
  const { script, scriptPath, integrity } = await buildPage()
  await rm(join(root, folder), { recursive: true, force: true })
  await mkdir(join(root, folder, dirname(scriptPath)), { recursive: true })
  await writeFile(join(root, folder, scriptPath), script)
  await writeFile(join(root, folder, 'page.json'), JSON.stringify({ scriptPath, integrity }, null, 2))
  return `${folder}, its script ${integrity}`
}
