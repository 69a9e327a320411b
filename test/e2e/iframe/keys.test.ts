/** Keys in a real browser: what signs, what survives a reload, what a reset destroys, and what an application of the same site cannot reach. */
import type { IframeReply } from '@latchkey/contract/iframe-messages'
import { readHex, sealCredentialBundle, toHex } from '@latchkey/crypto'
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCreatedSessionKey } from '../../../services/auth-iframe/test/support/frame-under-test.ts'
import { verifiedSigner } from '../../../services/auth-iframe/test/support/verified-signer.ts'
import { askThrough, findAuthFrame, type OpenedParent, openParent, type Stage, setStage } from './stage.ts'

const body = '{"organizationId":"8f7c","note":"prüfen"}'
/** Private key 0404…04 and its public key, from the protocol's published vectors. */
const knownPrivateKey = new Uint8Array(32).fill(4)
const knownPublicKeyHex = '0273103ec30b3ccf57daae08e93534aef144a35940cf6bbba12a0cf7cbd5d65a64'

let stage: Stage
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  context = await stage.browser.newContext()
})
afterEach(() => context.close())

const open = (origin = stage.app.origin): Promise<OpenedParent> => openParent(context, origin, stage.frameUrl)
const createSessionKey = async ({ ask }: OpenedParent) => readCreatedSessionKey((await ask('CREATE_SESSION_KEY')).value)
const inject = ({ ask }: OpenedParent, bundle: string): Promise<IframeReply> => ask('INJECT_CREDENTIAL_BUNDLE', bundle)
const signer = async ({ ask }: OpenedParent): Promise<string> =>
  verifiedSigner((await ask('STAMP_REQUEST', body)).value, body)
const sealKnownKey = ({ ready }: OpenedParent): Promise<string> =>
  sealCredentialBundle({ targetPublicKey: readHex(String(ready.value)), privateKey: knownPrivateKey })

async function reload(tab: OpenedParent): Promise<OpenedParent> {
  await tab.page.reload()
  const ready = await tab.page.evaluate((frame) => window.parentPage.open(frame), stage.frameUrl)
  return { page: tab.page, ready, ...askThrough(tab.page) }
}

describe('a session key', () => {
  it('is made in the frame and signs once its bundle is injected', async () => {
    const tab = await open()
    const { publicKeyHex, credentialBundle } = await createSessionKey(tab)
    const early = await tab.ask('STAMP_REQUEST', body)
    expect(early).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
    expect(early.value).toContain('cannot sign payload without credential')
    expect(await inject(tab, credentialBundle)).toMatchObject({ type: 'BUNDLE_INJECTED', value: true })
    expect(await signer(tab)).toBe(publicKeyHex)
  })

  it('comes out of a bundle sealed outside the frame', async () => {
    const tab = await open()
    await inject(tab, await sealKnownKey(tab))
    expect(await signer(tab)).toBe(knownPublicKeyHex)
  })

  it('does not come out of a bundle for another frame', async () => {
    const [tab, other] = [await open(), await open(stage.secondApp.origin)]
    const { credentialBundle } = await createSessionKey(other)
    expect(await inject(tab, credentialBundle)).toMatchObject({ type: 'ERROR', code: 'BUNDLE_NOT_FOR_THIS_KEY' })
    expect(await tab.ask('STAMP_REQUEST', body)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
  })

  it('is gone after a reload, and back when the same bundle is injected again', async () => {
    const tab = await open()
    const { publicKeyHex, credentialBundle } = await createSessionKey(tab)
    await inject(tab, credentialBundle)
    const reloaded = await reload(tab)
    expect(reloaded.ready).toEqual(tab.ready)
    expect(await reloaded.ask('STAMP_REQUEST', body)).toMatchObject({ code: 'IFRAME_KEY_MISSING' })
    await inject(reloaded, credentialBundle)
    expect(await signer(reloaded)).toBe(publicKeyHex)
  })

  it('and its bundle are worth nothing after a reset, nor after a reload following it', async () => {
    const tab = await open()
    const { credentialBundle } = await createSessionKey(tab)
    await inject(tab, credentialBundle)
    expect(await tab.ask('RESET_EMBEDDED_KEY')).toMatchObject({ type: 'EMBEDDED_KEY_RESET', value: null })
    expect(await tab.ask('STAMP_REQUEST', body)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
    expect(await inject(tab, credentialBundle)).toMatchObject({ type: 'ERROR', code: 'BUNDLE_NOT_FOR_THIS_KEY' })
    const newKey = await tab.publicKey()
    expect(newKey).not.toBe(tab.ready.value)
    const reloaded = await reload(tab)
    expect(reloaded.ready.value).toBe(newKey)
    expect(await inject(reloaded, credentialBundle)).toMatchObject({ type: 'ERROR', code: 'BUNDLE_NOT_FOR_THIS_KEY' })
  })

  it('of a bundle copied to another browser does not come out', async () => {
    const { credentialBundle } = await createSessionKey(await open())
    const otherContext = await stage.browser.newContext()
    const elsewhere = await openParent(otherContext, stage.app.origin, stage.frameUrl)
    expect(await inject(elsewhere, credentialBundle)).toMatchObject({ code: 'BUNDLE_NOT_FOR_THIS_KEY' })
    await otherContext.close()
  })
})

describe('target keys', () => {
  it('differ between two applications of one site, and a reset by one leaves the other’s', async () => {
    const [first, second] = [await open(stage.app.origin), await open(stage.secondApp.origin)]
    expect(first.ready).toMatchObject({ storage: 'indexeddb' })
    expect(first.ready.value).not.toBe(second.ready.value)
    const { publicKeyHex, credentialBundle } = await createSessionKey(second)
    await inject(second, credentialBundle)
    await first.ask('RESET_EMBEDDED_KEY')
    expect(await second.publicKey()).toBe(second.ready.value)
    expect(await signer(second)).toBe(publicKeyHex)
    expect((await reload(second)).ready.value).toBe(second.ready.value)
  })

  it('are the same in all tabs of an application, even tabs opened at once, and a reset reaches all', async () => {
    const tabs = await Promise.all([open(), open(), open()])
    expect(new Set(tabs.map(({ ready }) => ready.value)).size).toBe(1)
    await tabs[0].ask('RESET_EMBEDDED_KEY')
    const keys = new Set(await Promise.all(tabs.map((tab) => tab.publicKey())))
    expect(keys.size).toBe(1)
    expect(keys).not.toContain(tabs[0].ready.value)
  })
})

describe('at rest', () => {
  it('there is one key that nothing can read out, and no trace of the session key', async () => {
    const tab = await open()
    await inject(tab, await sealKnownKey(tab))
    const found = await findAuthFrame(tab.page, stage.frameUrl).evaluate(async () => {
      const opening = indexedDB.open('latchkey')
      await new Promise((resolve) => {
        opening.onsuccess = resolve
      })
      const reading = opening.result.transaction('target-keys').objectStore('target-keys').getAll()
      await new Promise((resolve) => {
        reading.onsuccess = resolve
      })
      const [record] = reading.result
      const exporting = crypto.subtle.exportKey('jwk', record.privateKey)
      return {
        databases: (await indexedDB.databases()).length,
        records: reading.result.length,
        members: Object.keys(record).sort(),
        extractable: record.privateKey.extractable,
        exported: await exporting.then(() => true).catch(() => false),
        publicKey: [...record.publicKey],
        webStorage: { ...localStorage, ...sessionStorage },
      }
    })
    expect(found).toMatchObject({ databases: 1, records: 1, extractable: false, exported: false, webStorage: {} })
    expect(found.members).toEqual(['expiresAtMs', 'privateKey', 'publicKey'])
    expect(toHex(Uint8Array.from(found.publicKey))).toBe(tab.ready.value)
  })
})
