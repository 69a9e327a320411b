/** What a thief may get hold of, bundle or disk, and what it is worth: six ways to use a bundle, and a search of the profile. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readHex, sealCredentialBundle } from '@latchkey/crypto'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, startAuthIframe } from '../../../services/auth-iframe/src/index.ts'
import { readCreatedSessionKey } from '../../../services/auth-iframe/test/support/frame-under-test.ts'
import { verifiedSigner } from '../../../services/auth-iframe/test/support/verified-signer.ts'
import { launchChromium } from '../../support/chromium.ts'
import { parentPageHtml } from './parent-page.ts'
import { findAuthFrame, type OpenedParent, openParent, type Stage, serveApplication, setStage } from './stage.ts'

const body = '{"organizationId":"8f7c"}'
const hourMs = 3_600_000

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

/** Opens the frame in a context of its own and makes a bundle there. */
async function withBundle(work: (tab: OpenedParent, bundle: string, context: BrowserContext) => Promise<void>) {
  const context = await stage.browser.newContext()
  const tab = await openParent(context, stage.app.origin, stage.frameUrl)
  const { credentialBundle } = readCreatedSessionKey((await tab.ask('CREATE_SESSION_KEY')).value)
  await work(tab, credentialBundle, context)
  await context.close()
}

const inject = ({ page }: OpenedParent, value: string, expiresAtMs = Date.now() + hourMs) =>
  page.evaluate((message) => window.parentPage.ask(message), { type: 'INJECT_CREDENTIAL_BUNDLE', value, expiresAtMs })
const stamp = ({ ask }: OpenedParent) => ask('STAMP_REQUEST', body)

/** Moves the frame's clock forward; what has been set to happen by then has not happened yet. */
const waitInFrame = ({ page }: OpenedParent, elapsedMs: number) =>
  findAuthFrame(page, stage.frameUrl).evaluate((milliseconds) => {
    const { now } = Date
    Date.now = () => now() + milliseconds
  }, elapsedMs)

describe('a stolen bundle', () => {
  it('does not come out in another browser', () =>
    withBundle(async (_tab, bundle) => {
      const elsewhere = await stage.browser.newContext()
      const thief = await openParent(elsewhere, stage.app.origin, stage.frameUrl)
      expect(await inject(thief, bundle)).toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
      await elsewhere.close()
    }))

  it('does not come out for another application, of the same site or another', () =>
    withBundle(async (_tab, bundle, context) => {
      for (const origin of [stage.secondApp.origin, stage.app.crossSiteOrigin]) {
        const thief = await openParent(context, origin, stage.frameUrl)
        expect(await inject(thief, bundle)).toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
        expect(await stamp(thief)).toMatchObject({ code: 'IFRAME_KEY_MISSING' })
      }
    }))

  it('does not come out when its session has ended', () =>
    withBundle(async (tab, bundle) => {
      expect(await inject(tab, bundle, Date.now() - 1)).toMatchObject({ code: 'IFRAME_KEY_MISSING' })
      expect(await stamp(tab)).toMatchObject({ code: 'IFRAME_KEY_MISSING' })
    }))

  it('does not come out when the target key has come to its end', () =>
    withBundle(async (tab, bundle) => {
      await waitInFrame(tab, 49 * hourMs)
      expect(await inject(tab, bundle, Date.now() + 99 * hourMs)).toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
    }))

  it('does not come out after a reset, which is what logging out does', () =>
    withBundle(async (tab, bundle, context) => {
      await tab.ask('RESET_EMBEDDED_KEY')
      const otherTab = await openParent(context, stage.app.origin, stage.frameUrl)
      for (const thief of [tab, otherTab]) {
        expect(await inject(thief, bundle)).toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
      }
    }))

  it('comes out again only where it is at home: in the same browser, for the same application', () =>
    withBundle(async (tab, bundle, context) => {
      const again = await openParent(context, stage.app.origin, stage.frameUrl)
      for (const owner of [tab, again]) {
        expect(await inject(owner, bundle)).toMatchObject({ type: 'BUNDLE_INJECTED' })
        expect(verifiedSigner((await stamp(owner)).value, body)).toMatch(/^0[23]/)
      }
    }))
})

describe('a session key that was held', () => {
  it('signs nothing from the moment on in which its session ends', () =>
    withBundle(async (tab, bundle) => {
      await inject(tab, bundle)
      expect(await stamp(tab)).toMatchObject({ type: 'STAMP' })
      await waitInFrame(tab, hourMs)
      expect(await stamp(tab)).toMatchObject({ code: 'IFRAME_KEY_MISSING' })
    }))

  it('is not replaced by a bundle that cannot be opened', () =>
    withBundle(async (tab, bundle) => {
      await inject(tab, bundle)
      const before = verifiedSigner((await stamp(tab)).value, body)
      for (const broken of ['', bundle.slice(1), `${bundle}1`]) {
        expect(await inject(tab, broken)).toMatchObject({ type: 'ERROR' })
      }
      expect(verifiedSigner((await stamp(tab)).value, body)).toBe(before)
    }))
})

/** Every file below a folder, as one text of bytes. */
const readFolder = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )

describe('the disk', () => {
  it('holds the record of the target key, and no session key in any spelling', async () => {
    const app = await serveApplication(parentPageHtml)
    const frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins: [app.origin], page: await buildPage() })
    const chromium = await launchChromium()
    const [context] = chromium.browser.contexts()
    if (context === undefined) throw new Error('the browser has no context of its own')
    const tab = await openParent(context, app.origin, frame.url)
    const privateKey = Buffer.from('5ec9e7'.repeat(10).padEnd(64, 'a1'), 'hex')
    const targetPublicKey = readHex(String(tab.ready.value))
    const bundle = await sealCredentialBundle({ targetPublicKey, privateKey: new Uint8Array(privateKey) })
    expect(await inject(tab, bundle)).toMatchObject({ type: 'BUNDLE_INJECTED' })
    expect(await stamp(tab)).toMatchObject({ type: 'STAMP' })

    const disk = readFolder(chromium.profile)
    // What the frame stored is there, so the search would find more.
    expect(disk.includes(Buffer.from(targetPublicKey))).toBe(true)
    expect(disk.includes(privateKey)).toBe(false)
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(disk.includes(privateKey.toString(encoding)), encoding).toBe(false)
    }
    await chromium.close()
    await Promise.all([app.close(), frame.close()])
  })
})
