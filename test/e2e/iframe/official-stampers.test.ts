/** Turnkey's own iframe stampers, unmodified, against this frame: 2.0.0 speaks by window messages, later ones over a port. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sealCredentialBundle } from '@latchkey/crypto'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifiedSigner } from '../../../services/auth-iframe/test/support/verified-signer.ts'
import { type Stage, setStage } from './stage.ts'

/** The part of the packages' class that applications use. */
interface IframeStamper {
  init(): Promise<string>
  publicKey(): string | null
  injectCredentialBundle(bundle: string): Promise<boolean>
  stamp(payload: string): Promise<{ stampHeaderName: string; stampHeaderValue: string }>
}

declare global {
  interface Window {
    official: {
      IframeStamper: new (config: {
        iframeUrl: string
        iframeElementId: string
        iframeContainer: HTMLElement | null
      }) => IframeStamper
    }
    stamper: IframeStamper
  }
}

const installed = join(import.meta.dirname, '../../official/node_modules')
/** Folder of each release. */
const packages = {
  '2.0.0': join(installed, 'iframe-stamper-2.0'),
  '2.1.0': join(installed, 'iframe-stamper-2.1'),
  '2.2.0': join(installed, 'iframe-stamper-2.2'),
  '2.5.0': join(installed, 'iframe-stamper-2.5'),
  '2.11.1': join(installed, 'iframe-stamper-2.11'),
}
const body = '{"organizationId":"8f7c","note":"prüfen"}'
/** Private key 0404…04 and its public key, from the protocol's published vectors. */
const knownPrivateKey = new Uint8Array(32).fill(4)
const knownPublicKeyHex = '0273103ec30b3ccf57daae08e93534aef144a35940cf6bbba12a0cf7cbd5d65a64'

/** A page that has the package as `window.official`. */
async function makePage(folder: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(folder, 'dist/index.mjs'), name: 'official', formats: ['iife'] },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const code = outputs.flatMap(({ output }) => output).map((chunk) => (chunk.type === 'chunk' ? chunk.code : ''))
  return `<!doctype html><body><div id="container"></div><script>${code.join('')}</script>`
}

describe.each(Object.entries(packages))('@turnkey/iframe-stamper %s', (version, folder) => {
  let stage: Stage
  let page: Page

  beforeAll(async () => {
    stage = await setStage({ secondAppHtml: await makePage(folder) })
    page = await stage.browser.newPage()
    await page.goto(stage.secondApp.origin)
  })
  afterAll(() => stage.close())

  it('is the release it is taken for', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({ name: '@turnkey/iframe-stamper', version })
  })

  it('initialises, is refused a stamp without a session, injects a bundle, and stamps', async () => {
    const publicKey = await page.evaluate((iframeUrl) => {
      const iframeContainer = document.getElementById('container')
      const config = { iframeUrl, iframeElementId: 'turnkey-default-iframe-element-id', iframeContainer }
      window.stamper = new window.official.IframeStamper(config)
      return window.stamper.init()
    }, stage.frameUrl)
    expect(publicKey).toMatch(/^04[0-9a-f]{128}$/)
    expect(await page.evaluate(() => window.stamper.publicKey())).toBe(publicKey)

    const refusal = await page.evaluate((payload) => window.stamper.stamp(payload).catch(String), body)
    expect(refusal).toContain('cannot sign payload without credential')

    const bundle = await sealCredentialBundle({ targetPublicKey: publicKey, privateKey: knownPrivateKey })
    expect(await page.evaluate((text) => window.stamper.injectCredentialBundle(text), bundle)).toBe(true)
    const stamp = await page.evaluate((payload) => window.stamper.stamp(payload), body)
    expect(stamp.stampHeaderName).toBe('X-Stamp')
    expect(verifiedSigner(stamp.stampHeaderValue, body)).toBe(knownPublicKeyHex)
  })

  it('is told that a bundle is damaged', async () => {
    const refusal = await page.evaluate(() => window.stamper.injectCredentialBundle('damaged').catch(String))
    expect(refusal).toContain('Error: A credential bundle must be 81 bytes')
  })
})
