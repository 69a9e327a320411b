/** Browsers that deny the frame its storage, do not answer, or cannot store keys: it works in memory, says so, and never hangs. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCreatedSessionKey } from '../../../services/auth-iframe/test/support/frame-under-test.ts'
import { verifiedSigner } from '../../../services/auth-iframe/test/support/verified-signer.ts'
import { findAuthFrame, type OpenedParent, openParent, type Stage, setStage } from './stage.ts'

const body = '{"organizationId":"8f7c"}'

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

const open = (): Promise<OpenedParent> => openParent(context, stage.app.origin, stage.frameUrl)

/** What browsers do to a frame's storage; each runs in the page before anything else. */
const failures: readonly (readonly [name: string, breakStorage: () => void])[] = [
  [
    'is denied',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('denied', 'SecurityError')
      }
    },
  ],
  [
    'fails to open',
    () => {
      const { open } = IDBFactory.prototype
      IDBFactory.prototype.open = function (name) {
        return open.call(this, name, 0.5)
      }
    },
  ],
  [
    'never answers',
    () => {
      const { open } = IDBFactory.prototype
      IDBFactory.prototype.open = function (name) {
        const opening = open.call(this, name)
        Object.defineProperty(opening, 'onsuccess', { set: () => undefined })
        return opening
      }
    },
  ],
  [
    'cannot hold keys',
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('keys cannot be cloned', 'DataCloneError')
      }
    },
  ],
]

describe.each(failures)('a frame whose storage %s', (_, breakStorage) => {
  it('says it lives in memory, keeps one key, and signs', async () => {
    await context.addInitScript(breakStorage)
    const { ready, ask, publicKey, page } = await open()
    expect(ready).toMatchObject({ type: 'PUBLIC_KEY_READY', storage: 'memory' })
    expect(await page.evaluate(() => window.parentPage.hear('PUBLIC_KEY_READY'))).toEqual(ready)
    const { publicKeyHex, credentialBundle } = readCreatedSessionKey((await ask('CREATE_SESSION_KEY')).value)
    expect(await publicKey()).toBe(ready.value)
    expect(await ask('INJECT_CREDENTIAL_BUNDLE', credentialBundle)).toMatchObject({ type: 'BUNDLE_INJECTED' })
    expect(verifiedSigner((await ask('STAMP_REQUEST', body)).value, body)).toBe(publicKeyHex)
  })

  it('still resets', async () => {
    await context.addInitScript(breakStorage)
    const { ready, ask, publicKey } = await open()
    expect(await ask('RESET_EMBEDDED_KEY')).toMatchObject({ type: 'EMBEDDED_KEY_RESET' })
    expect(await publicKey()).not.toBe(ready.value)
  })

  it('says so when a stored key can no longer be wiped, having wiped memory', async () => {
    const { page, ready, ask, publicKey } = await open()
    const { credentialBundle } = readCreatedSessionKey((await ask('CREATE_SESSION_KEY')).value)
    await ask('INJECT_CREDENTIAL_BUNDLE', credentialBundle)
    await findAuthFrame(page, stage.frameUrl).evaluate(breakStorage)
    expect(await ask('RESET_EMBEDDED_KEY')).toMatchObject({ type: 'ERROR', code: 'IFRAME_MESSAGE_REFUSED' })
    expect(await ask('STAMP_REQUEST', body)).toMatchObject({ type: 'ERROR', code: 'IFRAME_KEY_MISSING' })
    expect(await publicKey()).not.toBe(ready.value)
  })
})

describe('a damaged record', () => {
  it.each([
    ['text', () => 'nonsense'],
    ['a record without its private half', () => ({ publicKey: new Uint8Array(65), expiresAtMs: Date.now() + 1e6 })],
    ['nothing', () => null],
  ])('%s is replaced by a new key', async (_, makeRecord) => {
    const { page, ready } = await open()
    await findAuthFrame(page, stage.frameUrl).evaluate(
      ([origin, makeText]) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('latchkey')
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('target-keys', 'readwrite')
            transaction.objectStore('target-keys').put(makeText === undefined ? null : JSON.parse(makeText), origin)
            transaction.oncomplete = resolve
            transaction.onabort = reject
          }
        }),
      [stage.app.origin, JSON.stringify(makeRecord())] as const,
    )
    const again = await open()
    expect(again.ready).toMatchObject({ type: 'PUBLIC_KEY_READY', storage: 'indexeddb' })
    expect(again.ready.value).not.toBe(ready.value)
    expect((await open()).ready.value).toBe(again.ready.value)
  })
})
