/** The code people start from compiles as it is written: the seed API's steps, and what README.md shows. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const run = promisify(execFile)

const reactSteps = `
import { useTurnkey } from '@latchkey/sdk-react'
const { turnkey, passkeyClient, authIframeClient, getActiveClient } = useTurnkey()
await passkeyClient?.login()
const currentUser = await turnkey?.getCurrentUser();
const authBundle = await passkeyClient?.createPasskeySession(currentUser?.userId!, authIframeClient?.iframePublicKey!, "900");
const currentClient = await getActiveClient();
const whoami = await currentClient.getWhoami({ organizationId });
export const [bundle, userId, username]: [string | undefined, string, string] = [authBundle, whoami.userId, whoami.username]
`

const provider = `
import { TurnkeyProvider } from '@latchkey/sdk-react'
const config = { apiBaseUrl, defaultOrganizationId, rpId, iframeUrl }
export const page = <TurnkeyProvider config={config}><main /></TurnkeyProvider>
`

const vanillaSteps = `
import { type CurrentUser, Turnkey } from '@latchkey/sdk-browser'
declare const currentUser: CurrentUser | undefined
const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId });
const passkeyClient = turnkey.passkeyClient();
const authIframeClient = await turnkey.iframeClient({ iframeContainer: document.getElementById("auth"), iframeUrl });
const authBundle = await passkeyClient.createPasskeySession(currentUser?.userId!, authIframeClient?.iframePublicKey!, "900");
if (authBundle) {
  const injected = await authIframeClient.injectCredentialBundle(authBundle);
  if (injected) await authIframeClient.getWhoami({ organizationId: currentUser?.organization.organizationId ?? turnkey?.config.defaultOrganizationId! });
}
`

/** What the snippets leave to their reader. */
const leftOut = `
declare const apiBaseUrl: string
declare const apiPublicKey: string
declare const apiPrivateKey: string
declare const defaultOrganizationId: string
declare const iframeUrl: string
declare const organizationId: string
declare const rootUsers: import('@latchkey/contract').ActivityParameters['create_sub_organization']['rootUsers']
declare const rpId: string
declare const subOrganizationName: string
`

const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    module: 'nodenext',
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    customConditions: ['latchkey-source'],
    types: ['node'],
  },
}

let problems: string

beforeAll(async () => {
  const files = {
    'tsconfig.json': JSON.stringify(tsconfig),
    'package.json': '{"type":"module"}',
    'left-out.d.ts': leftOut,
    'seed-react.ts': reactSteps,
    'seed-provider.tsx': provider,
    'seed-vanilla.ts': vanillaSteps,
    'wrong.ts': reactSteps.replace('"900"', '900'),
    ...(await readReadme()),
  }
  problems = await compile(files)
})

/** Every snippet of README.md as a module. */
async function readReadme(): Promise<Record<string, string>> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const snippets = [...readme.matchAll(/^```tsx?\n(.*?)^```/gms)].map(([, code = '']) => `${code}\nexport {}\n`)
  if (snippets.length < 3) throw new Error('README.md has lost its snippets.')
  return Object.fromEntries(snippets.map((code, index) => [`readme-${index + 1}.tsx`, code]))
}

/** What the compiler says about some files, by file name. */
async function compile(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-snippets-'))
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
    const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]
    const { stdout } = await run(process.execPath, args, { cwd: folder }).catch((error: { stdout: string }) => error)
    return stdout
  } finally {
    await rm(folder, { recursive: true })
  }
}

const problemsOf = (prefix: string): string[] => problems.split('\n').filter((line) => line.startsWith(prefix))

it('compiles the steps of the seed API', () => {
  expect(problemsOf('seed-')).toEqual([])
})

it('compiles the snippets of README.md', () => {
  expect(problemsOf('readme-')).toEqual([])
})

it('notices a snippet that does not fit', () => {
  expect(problemsOf('wrong.ts')).toEqual([expect.stringContaining('error TS2345')])
})
