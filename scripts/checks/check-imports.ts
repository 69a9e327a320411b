/** The architecture as a table that is run: which workspace may import what. */
import { posix } from 'node:path'
import { findImports, type Import } from './find-imports.ts'
import type { Problem } from './problem.ts'
import { readSources, type SourceFile } from './source-file.ts'

/**
 * Folder -> module names it may import. `type:` allows only `import type`, a final `*` also the module's subpaths, and `@/`
 * stands for the project's scope. The longest matching folder decides.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/contract/src/': ['typebox'],
  'packages/crypto/src/': [],
  'packages/http-client/src/': ['type:@/contract*', '@/contract/client-errors', '@/contract/headers', '@/crypto'],
  'packages/sdk-browser/src/': [
    'type:@/contract*',
    '@/contract/client-errors',
    '@/contract/iframe-messages',
    '@/contract/headers',
    '@/crypto',
    '@/http-client',
  ],
  'packages/sdk-react/src/': ['type:@/contract*', '@/sdk-browser', 'react'],
  'packages/sdk-server/src/': [
    'type:@/contract*',
    '@/contract/client-errors',
    '@/contract/headers',
    '@/crypto',
    '@/http-client',
    'node:*',
  ],
  'services/api-server/src/': [
    '@/contract*',
    '@/crypto',
    'typebox*',
    'fastify',
    'kysely*',
    'pg',
    'pino',
    'prom-client',
    '@simplewebauthn/server*',
    'node:*',
  ],
  'services/auth-iframe/src/': ['@/contract*', '@/crypto', 'node:*'],
  'services/auth-iframe/src/server/': ['@/contract/origins', 'node:*', 'vite'],
  'services/auth-iframe/src/page/': [
    'type:@/contract*',
    '@/contract/iframe-messages',
    '@/contract/origins',
    '@/crypto',
  ],
  'examples/react/src/': ['@/sdk-react', 'react', 'react-dom', 'react-dom/client'],
  'examples/next/src/': ['@/sdk-react', '@/sdk-server', 'next*', 'node:crypto', 'react'],
  'examples/vanilla/src/': ['@/sdk-browser'],
  'examples/node-backend/src/': ['@/sdk-server', 'node:*'],
}

const serverFolder = 'services/api-server/src/'
const stages = ['accept', 'authenticate', 'authorize', 'handle', 'respond']

/**
 * Checks every import of a workspace's source against the table, that relative imports stay inside of their workspace, and that
 * no stage of the API server imports another.
 * @param root absolute path of the repository
 */
export async function checkImports(root: string): Promise<Problem[]> {
  return readSources(root, ['packages', 'services', 'examples'])
    .filter(({ path }) => ruleFolderOf(path) !== undefined)
    .flatMap((source) => findImports(source).flatMap((found) => explain(source, found)))
}

function explain({ path }: SourceFile, { specifier, isTypeOnly, line }: Import): Problem[] {
  const text = specifier.startsWith('.') ? explainRelative(path, specifier) : explainModule(path, specifier, isTypeOnly)
  return text === undefined ? [] : [{ file: path, line, text }]
}

function explainModule(path: string, specifier: string, isTypeOnly: boolean): string | undefined {
  const folder = ruleFolderOf(path)
  const rules = folder === undefined ? [] : (mayImport[folder] ?? [])
  if (rules.some((rule) => isAllowed(rule, specifier, isTypeOnly))) return undefined
  return `${isTypeOnly ? 'import type' : 'import'} '${specifier}' is not in the table of scripts/checks/check-imports.ts`
}

function isAllowed(rule: string, specifier: string, isTypeOnly: boolean): boolean {
  if (rule.startsWith('type:') && !isTypeOnly) return false
  const target = rule.replace(/^type:/, '').replace(/^@\//, '@latchkey/')
  if (!target.endsWith('*')) return specifier === target
  const name = target.slice(0, -1)
  return specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`)
}

function explainRelative(path: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier)
  const home = homeOf(path)
  if (!target.startsWith(home)) return `'${specifier}' leaves ${home}: import the other workspace by its name`
  const [from, to] = [stageOf(path), stageOf(target)]
  if (from === undefined || to === undefined || from === to) return undefined
  return `stage ${from} imports stage ${to}: only the pipeline knows them all`
}

/** Where a file's relative imports may lead: its workspace, or all examples, since they share their looks. */
function homeOf(path: string): string {
  return path.startsWith('examples/') ? 'examples/' : `${path.split('/').slice(0, 2).join('/')}/`
}

function stageOf(path: string): string | undefined {
  return stages.find((stage) => path.startsWith(`${serverFolder}${stage}/`))
}

function ruleFolderOf(path: string): string | undefined {
  return Object.keys(mayImport)
    .filter((folder) => path.startsWith(folder))
    .sort((a, b) => b.length - a.length)[0]
}
