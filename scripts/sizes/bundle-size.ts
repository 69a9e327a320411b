/** Measures what a browser has to fetch for a package. */
import { gzipSync } from 'node:zlib'
import { build, defaultClientConditions, type Plugin, type Rolldown } from 'vite'

type OutputFile = Rolldown.OutputChunk | Rolldown.OutputAsset

const entry = 'virtual:latchkey-size'

/** What a browser fetches for a package, in bytes after gzip -9. */
export interface BundleSize {
  /** With the page. */
  readonly atStart: number
  /** When it is first needed, if ever: everything behind an `import()`. */
  readonly onDemand: number
}

/**
 * Bundles modules with all that they export, minified, React left out as the application has its own.
 * @param root absolute path of the repository
 * @param modules module names
 */
export async function bundleSize(root: string, modules: readonly string[]): Promise<BundleSize> {
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
      // As a library: an application would add its own loader of chunks.
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        input: entry,
        external: /^react(-dom)?(\/|$)/,
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true },
      },
    },
  })
  const files = [built]
    .flat()
    .filter(isOutput)
    .flatMap(({ output }) => output)
  const atStart = files.filter((file) => !isOnDemand(file, files))
  return { atStart: sum(atStart), onDemand: sum(files) - sum(atStart) }
}

/** A chunk that no other imports when it starts. */
function isOnDemand(file: OutputFile, files: readonly OutputFile[]): boolean {
  if (file.type !== 'chunk' || file.isEntry) return false
  return !files.some(
    (other) => other.type === 'chunk' && other.imports.includes(file.fileName) && !isOnDemand(other, files),
  )
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

function sum(files: readonly OutputFile[]): number {
  return files.reduce((total, file) => total + gzippedSize(file.type === 'chunk' ? file.code : file.source), 0)
}
