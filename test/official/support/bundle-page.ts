/** Bundles a page that uses the official packages, as an application's own bundler would. */
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

/**
 * What sdk-react 2.0.4 imports for its ready-made log-in form (`<Auth>`) alone, which no test renders: three icons (overridden in
 * package.json), Node's `crypto` for the Facebook button, and sdk-server's server actions, which Next.js would keep out of the page.
 * Everything else is bundled as published.
 */
const formOnly = /^(@mui\/icons-material\/.+|crypto|@turnkey\/sdk-server)$/

/** Stands for all of them: its one name is the one that sdk-react imports. */
const standIns: Plugin = {
  name: 'form-only-stand-ins',
  enforce: 'pre',
  resolveId: (source) => (formOnly.test(source) ? '\0form-only' : undefined),
  load: (id) => (id === '\0form-only' ? 'export const server = {}; export default () => null' : undefined),
}

/**
 * The page's script in one piece.
 * @param fileName entry below test/official/pages
 * @throws Error when it does not bundle
 */
export async function bundlePage(fileName: string): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [standIns],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(`../pages/${fileName}`, import.meta.url)),
        output: { format: 'iife' },
      },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const [script] = outputs.flatMap(({ output }) => output)
  if (script?.type === 'chunk') return script.code
  throw new Error(`${fileName} did not bundle into a script.`)
}
