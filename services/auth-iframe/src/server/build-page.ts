/** From the sources of the page to the one script the server sends. */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, type Rolldown } from 'vite'

/** The built page: one script and its fingerprints. The document around it depends on the allowed origins. */
export interface Page {
  /** JavaScript, complete and self-contained. */
  readonly script: string
  /** Path on the frame's host, such as `/assets/0f3a….js`; another script has another path. */
  readonly scriptPath: string
  /** `sha384-` and base64, for the Content-Security-Policy and for subresource integrity. */
  readonly integrity: string
}

const entry = fileURLToPath(new URL('../page/main.ts', import.meta.url))

/** A classic script in one piece: unlike a module it runs while the document is parsed, before its `load` event. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    resolve: { conditions: [...defaultClientConditions, 'latchkey-source'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const [script, ...others] = outputs.flatMap(({ output }) => output)
  if (script?.type === 'chunk' && others.length === 0) return script.code
  throw new Error('The page of the auth iframe was not built into exactly one script.')
}

/**
 * The page of the auth iframe, built; the same sources give the same bytes.
 * @throws Error when the sources do not build into one script
 */
export async function buildPage(): Promise<Page> {
  const script = await bundle()
  const name = createHash('sha256').update(script).digest('hex').slice(0, 16)
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  return { script, scriptPath: `/assets/${name}.js`, integrity }
}
