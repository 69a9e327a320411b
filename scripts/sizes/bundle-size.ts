/** Measures what a browser has to fetch for a package. */
import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions, type Plugin, type Rolldown } from 'vite'

const entry = 'virtual:latchkey-size'

/**
 * Bundles modules with all that they export, minified, React left out as the application has its own.
 * @param root absolute path of the repository
 * @param modules module names
 * @returns size of all chunks in bytes, after gzip -9
 */
export async function bundleSize(root: string, modules: readonly string[]): Promise<number> {
  const built = await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [entryOf(modules)],
    resolve: { conditions: [...defaultClientConditions, 'latchkey-source'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: entry, external: /^react(-dom)?(\/|$)/, preserveEntrySignatures: 'strict' },
    },
  })
  return [built]
    .flat()
    .filter(isOutput)
    .flatMap(({ output }) => output)
    .reduce((sum, file) => sum + sizeOf(file), 0)
}

/**
 * Size of a file as a browser fetches it.
 * @param content text, or bytes as they are
 * @returns bytes, after gzip -9
 */
export function gzippedSize(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length
}

/** A module that exports everything its modules export. */
function entryOf(modules: readonly string[]): Plugin {
  return {
    name: 'latchkey-size',
    resolveId: (id) => (id === entry ? id : undefined),
    load: (id) => (id === entry ? modules.map((name) => `export * from '${name}'`).join('\n') : undefined),
  }
}

function isOutput(built: object): built is Rolldown.RolldownOutput {
  return 'output' in built
}

function sizeOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): number {
  return gzippedSize(file.type === 'chunk' ? file.code : file.source)
}
