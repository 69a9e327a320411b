/** What a page fetches that only seals, or only opens. */
import { build, type Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'

const entry = 'virtual:one-name'

const isOutput = (built: object): built is Rolldown.RolldownOutput => 'output' in built

/** The script of an application that uses one name of this package. */
async function bundle(name: string): Promise<string> {
  const load = (id: string) => (id === entry ? `export { ${name} } from '@latchkey/crypto'` : undefined)
  const resolveId = (id: string) => (id === entry ? id : undefined)
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['latchkey-source'] },
    plugins: [{ name: 'one-name', resolveId, load }],
    build: { write: false, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  })
  const files = [built].flat().filter(isOutput)
  return files.flatMap(({ output }) => output.map((file) => (file.type === 'chunk' ? file.code : ''))).join('\n')
}

const sealing = ['HPKE_SEAL_FAILED', '.encrypt(']
const opening = ['HPKE_OPEN_FAILED', '.decrypt(']

describe('bundling', () => {
  it.each([
    ['seal', sealing, opening],
    ['sealCredentialBundle', sealing, opening],
    ['open', opening, sealing],
    ['openCredentialBundle', opening, sealing],
  ])('%s brings nothing of the other direction', async (name, own, other) => {
    const script = await bundle(name)
    expect(own.filter((text) => !script.includes(text))).toEqual([])
    expect(other.filter((text) => script.includes(text))).toEqual([])
  })
})
