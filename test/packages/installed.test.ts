/** The packages in a project of somebody else: installed from their tarballs, without any condition of ours. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/start/build-once.ts'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import { makeProject, type Project } from './support/project.ts'

const names = ['contract', 'crypto', 'http-client', 'sdk-browser', 'sdk-react', 'sdk-server']
const subpaths = [
  'contract/errors',
  'contract/headers',
  'contract/iframe-messages',
  'contract/openapi',
  'contract/client-errors',
  'contract/origins',
  'sdk-browser/autofill',
  'sdk-browser/signals',
]
const paths = [...names, ...subpaths].map((name) => `@latchkey/${name}`)

let project: Project

beforeAll(async () => {
  project = await makeProject()
})
afterAll(() => project?.remove())

describe('in Node', () => {
  it('ECMAScript modules and CommonJS find the same names behind every path', async () => {
    const list = `const show = (path, module) => console.log(path, Object.keys(module).filter((key) => key !== '__esModule' && key !== 'default' && key !== 'module.exports').sort().join())`
    const [modules, commonJs] = [
      paths.map((path) => `show('${path}', await import('${path}'))`),
      paths.map((path) => `show('${path}', require('${path}'))`),
    ]
    await project.write({
      'names.mjs': [list, ...modules].join('\n'),
      'names.cjs': [list, ...commonJs].join('\n'),
    })
    const [imported, required] = [await project.run('names.mjs'), await project.run('names.cjs')]
    expect(imported.code, imported.output).toBe(0)
    expect(imported.output.split('\n')).toHaveLength(paths.length)
    expect(required).toEqual(imported)
  })

  it('require gets CommonJS', async () => {
    await project.write({ 'where.cjs': `console.log(require.resolve('@latchkey/sdk-server'))` })
    expect((await project.run('where.cjs')).output).toMatch(/sdk-server\/dist\/cjs\/index\.js$/)
  })
})

describe('for TypeScript', () => {
  const uses = `
import { Turnkey, type TurnkeyConfig } from '@latchkey/sdk-browser'
import { offerPasskeys } from '@latchkey/sdk-browser/autofill'
import { signalDeleted } from '@latchkey/sdk-browser/signals'
import { useSession, useTurnkey, type SessionStatus } from '@latchkey/sdk-react'
import { ApiError, Turnkey as ServerTurnkey } from '@latchkey/sdk-server'

const config: TurnkeyConfig = { apiBaseUrl: 'http://localhost:1', defaultOrganizationId: 'id' }
export const turnkey = new Turnkey(config)
export const status = (): SessionStatus => useSession().status
export const codeOf = (error: ApiError): string => error.code
export const name: Promise<string> = new ServerTurnkey().apiClient().getWhoami().then((whoami) => whoami.username)
export { offerPasskeys, signalDeleted, useTurnkey }
`
  // What has to be an error; otherwise everything might be \`any\`.
  const misuses = `
import { Turnkey } from '@latchkey/sdk-browser'
import { useSession } from '@latchkey/sdk-react'
import { Turnkey as ServerTurnkey } from '@latchkey/sdk-server'
export const turnkey = new Turnkey({ apiBaseUrl: 1 })
export const status: number = useSession().status
export const name: Promise<number> = new ServerTurnkey().apiClient().getWhoami().then((whoami) => whoami.username)
`
  const lib = ['es2024', 'dom', 'dom.iterable']
  const options = { target: 'es2022', lib, strict: true, noEmit: true, types: [], jsx: 'react-jsx' }

  // Resolution node16 lets CommonJS name no ECMAScript module, not even in a declaration, and the schema library is one.
  it.each([
    { module: 'node16', moduleResolution: 'node16', extensions: ['mts', 'cts'], skipLibCheck: true },
    { module: 'nodenext', moduleResolution: 'nodenext', extensions: ['mts', 'cts'], skipLibCheck: false },
    { module: 'esnext', moduleResolution: 'bundler', extensions: ['ts'], skipLibCheck: true },
  ])('module $module, moduleResolution $moduleResolution', async ({ extensions, ...resolution }) => {
    const folder = `types-${resolution.moduleResolution}`
    const compilerOptions = { ...options, ...resolution }
    for (const extension of extensions)
      await project.write({ [`${folder}/uses.${extension}`]: uses, [`${folder}/misuses.${extension}`]: misuses })
    await project.write({ [`${folder}/tsconfig.json`]: JSON.stringify({ compilerOptions }) })
    const { output } = await project.runTool('typescript/bin/tsc', '-p', folder, '--pretty', 'false')
    const complaints = output.split('\n').filter((line) => !line.startsWith(' '))
    const lines = complaints.map((line) => /([^/]*)\(/.exec(line)?.[1] + (/\((\d+),/.exec(line)?.[1] ?? line))
    expect(lines.sort()).toEqual(
      extensions.flatMap((extension) => [5, 6, 7].map((n) => `misuses.${extension}${n}`)).sort(),
    )
  })
})

describe('the guide', () => {
  it('shows code that compiles', async () => {
    const guide = await readFile(join(root, 'docs/integrating.md'), 'utf8')
    const findBlock = (heading: string): string =>
      new RegExp(`^##+ ${heading}\\n[\\s\\S]*?\\n\`\`\`tsx?\\n([\\s\\S]*?)\`\`\``, 'm').exec(guide)?.[1] ?? ''
    const sentences = /```ts\n(function toSentence[\s\S]*?)```/.exec(guide)?.[1] ?? ''
    const compilerOptions = {
      ...{
        module: 'esnext',
        moduleResolution: 'bundler',
        moduleDetection: 'force',
        target: 'es2022',
        jsx: 'react-jsx',
      },
      ...{ strict: true, noEmit: true, types: [], skipLibCheck: true },
    }
    await project.write({
      'guide/react.tsx': findBlock('React'),
      'guide/plain.ts': findBlock('Plain JavaScript'),
      'guide/states.ts': `import type { SessionSnapshot } from '@latchkey/sdk-browser'\n${sentences}`,
      'guide/tsconfig.json': JSON.stringify({ compilerOptions }),
    })
    expect([findBlock('React'), findBlock('Plain JavaScript'), sentences].map((text) => text !== '')).toEqual([
      true,
      true,
      true,
    ])
    expect(await project.runTool('typescript/bin/tsc', '-p', 'guide', '--pretty', 'false')).toEqual({
      code: 0,
      output: '',
    })
  })
})

describe('@latchkey/sdk-react', () => {
  const page = `
const config = { apiBaseUrl: 'http://localhost:1', defaultOrganizationId: 'id', rpId: 'localhost', iframeUrl: 'http://localhost:2' }
const Child = () => createElement('p', null, useSession().status)
console.log(renderToString(createElement(TurnkeyProvider, { config }, createElement(Child))))`
  const html = '<div hidden=""></div><p>loading</p>'

  it('renders on a server, imported', async () => {
    await project.write({
      'page.mjs': `
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { TurnkeyProvider, useSession } from '@latchkey/sdk-react'
${page}`,
    })
    expect(await project.run('page.mjs')).toEqual({ code: 0, output: html })
  })

  it('renders on a server, required', async () => {
    await project.write({
      'page.cjs': `
const { createElement } = require('react')
const { renderToString } = require('react-dom/server')
const { TurnkeyProvider, useSession } = require('@latchkey/sdk-react')
${page}`,
    })
    expect(await project.run('page.cjs')).toEqual({ code: 0, output: html })
  })
})

describe('@latchkey/sdk-server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestApiServer()
  })
  afterAll(() => server?.close())

  it.each([
    ['imported', 'ask.mjs', `import { Turnkey } from '@latchkey/sdk-server'`],
    ['required', 'ask.cjs', `const { Turnkey } = require('@latchkey/sdk-server')`],
  ])('asks a real server, %s', async (_how, file, load) => {
    const ask = `new Turnkey().apiClient().getWhoami().then((whoami) => console.log(whoami.organizationId))`
    await project.write({ [file]: `${load}\n${ask}` })
    const { url, organizationId, apiPublicKey, apiPrivateKey } = server
    const environment = {
      LATCHKEY_API_BASE_URL: url,
      LATCHKEY_ORGANIZATION_ID: organizationId,
      LATCHKEY_API_PUBLIC_KEY: apiPublicKey,
      LATCHKEY_API_PRIVATE_KEY: apiPrivateKey,
    }
    expect(await project.run(file, environment)).toEqual({ code: 0, output: organizationId })
  })
})

describe('@latchkey/sdk-browser', () => {
  it('is bundled by Vite, without the schema library', async () => {
    const config = `{ apiBaseUrl: 'http://localhost:1', defaultOrganizationId: 'id' }`
    await project.write({
      'app.js': `import { Turnkey } from '@latchkey/sdk-browser'\nconsole.log(new Turnkey(${config}).session.getServerSnapshot().status)`,
    })
    const lib = { entry: join(project.folder, 'app.js'), formats: ['es' as const], fileName: () => 'bundle.mjs' }
    await build({
      root: project.folder,
      configFile: false,
      logLevel: 'error',
      build: { lib, outDir: 'bundled', minify: true },
    })
    await project.write({
      'sizes.mjs': `import { readFileSync } from 'node:fs'\nconsole.log(readFileSync('bundled/bundle.mjs', 'utf8').includes('typebox'))`,
    })
    expect(await project.run('bundled/bundle.mjs')).toEqual({ code: 0, output: 'loading' })
    expect(await project.run('sizes.mjs')).toEqual({ code: 0, output: 'false' })
  })
})
