/** Builds the page of the auth iframe. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPage, type Page } from '@latchkey/auth-iframe'
import { buildOnce } from './build-once.ts'

const fileName = 'page.json'

/**
 * Builds the page of the auth iframe unless a build of exactly these sources exists.
 * @param say prints one line of progress, when there is something to build
 */
export async function buildIframePage(say: (line: string) => void): Promise<Page> {
  const folder = await buildOnce('auth-iframe', say, async (fresh) => {
    await writeFile(join(fresh, fileName), JSON.stringify(await buildPage()))
  })
  return JSON.parse(await readFile(join(folder, fileName), 'utf8'))
}
