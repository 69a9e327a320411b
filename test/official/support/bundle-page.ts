/** Bundles a page that uses the official packages, as an application's own bundler would. */
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import type { OfficialPackage } from './official-package.ts'

/**
 * What the packages import for features that no test uses. sdk-react: for its ready-made log-in form (`<Auth>`) components, icons,
 * telephone numbers, Node's `crypto` (for the Facebook button) and sdk-server's server actions, which Next.js would keep out of the
 * page. core: for the wallets of others. package.json overrides the heavy ones. Everything else is bundled as published.
 */
const unused =
  /^(@mui\/.+|libphonenumber-js|react-international-phone|crypto|@turnkey\/sdk-server|ethers|@walletconnect\/.+)$/

/** Names that are imported from any of them; an empty list does for each, since one is filtered as soon as it is there. */
const unusedNames = [
  'Box CircularProgress FlagImage InputAdornment MenuItem Modal Select TextField ThemeProvider Typography createTheme',
  'defaultCountries parseCountry usePhoneInput server keccak256 toUtf8Bytes toUtf8String Transaction',
].flatMap((names) => names.split(' '))

/** Stands for all of them. */
const standIns: Plugin = {
  name: 'stand-ins',
  enforce: 'pre',
  resolveId: (source) => (unused.test(source) ? '\0unused' : undefined),
  load: (id) =>
    id === '\0unused' ? `export const ${unusedNames.join(' = [], ')} = []; export default () => null` : undefined,
}

/** Puts a release in the place of `official-client`; with `from`, the copy that another package brought along. */
const officialClient = ({ name, from }: OfficialPackage): Plugin => ({
  name: 'official-client',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source !== 'official-client') return undefined
    const owner = from === undefined ? importer : (await this.resolve(from, importer))?.id
    return this.resolve(name, owner)
  },
})

/** A page and the release that it imports as `official-client`. */
export interface PageSource {
  /** Entry below test/official/pages. */
  readonly file: string
  readonly client: OfficialPackage
}

/**
 * The page's script in one piece.
 * @param source which page, with which release
 * @throws Error when it does not bundle
 */
export async function bundlePage({ file, client }: PageSource): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [standIns, officialClient(client)],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(`../pages/${file}`, import.meta.url)),
        output: { format: 'iife' },
      },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const [script] = outputs.flatMap(({ output }) => output)
  if (script?.type === 'chunk') return script.code
  throw new Error(`${file} did not bundle into a script.`)
}
