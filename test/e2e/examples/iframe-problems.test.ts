/** An auth iframe that does not come up, or cannot store: the page names the cause within ten seconds, and the passkey still works. */
import { buildPage, startAuthIframe } from '@latchkey/auth-iframe'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startAlteringProxy } from '../../support/altering-proxy.ts'
import { findFreePort } from '../../support/free-port.ts'
import { serveHtml } from '../../support/serve-html.ts'
import { ExamplePage } from './example-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'

const limitMs = 10_000

let stage: Stage
let context: BrowserContext
let otherFrame: Awaited<ReturnType<typeof startAuthIframe>>

beforeAll(async () => {
  stage = await setStage()
  const origins = ['https://elsewhere.example']
  otherFrame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins, page: await buildPage() })
})
afterAll(async () => {
  await otherFrame?.close()
  await stage?.close()
})
beforeEach(async () => {
  context = await stage.newContext()
})
afterEach(() => context.close())

/** Sentence of the alert, once it is there. */
async function readAlert({ alert }: ExamplePage): Promise<string> {
  await alert.waitFor({ timeout: limitMs })
  return (await alert.textContent()) ?? ''
}

/** Serves the page with another policy, as an application that forgot the auth iframe in its own. */
async function forbidFrames(page: Page): Promise<void> {
  await page.route('**/', async (route) => {
    const response = await route.fetch()
    const headers = { ...response.headers(), 'content-security-policy': "default-src 'self'; connect-src *" }
    await route.fulfill({ response, headers })
  })
}

describe.each(exampleNames)('the %s example', (name) => {
  it('says where no auth iframe was reached', async () => {
    const iframeUrl = `http://localhost:${await findFreePort()}`
    const example = await ExamplePage.open(context, await stage.serve(name, { iframeUrl }))
    expect(await readAlert(example)).toBe(
      `No auth iframe was reached at ${iframeUrl}. Check iframeUrl and that its server is running.`,
    )
  })

  it('says that the auth iframe does not serve this origin, offers no session, and asks for the passkey', async () => {
    const url = await stage.serve(name, { iframeUrl: otherFrame.url })
    const example = await ExamplePage.open(context, url)
    expect(await readAlert(example)).toBe(
      `The auth iframe does not serve ${url}. Add this page’s exact origin to LATCHKEY_ORIGINS.`,
    )
    await example.signUp()
    expect(await example.button('Not available').isDisabled()).toBe(true)
    expect(await example.page.getByText('There are no sessions without the auth iframe').isVisible()).toBe(true)
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (1 touch)")
  })

  it('says that the browser did not let the auth iframe start', async () => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await forbidFrames(example.page)
    await example.page.reload()
    expect(await readAlert(example)).toMatch(/^The browser did not let the auth iframe start\. .*frame-src/)
  })

  it('says that there is something else at the address', async () => {
    const other = await serveHtml('<!doctype html><title>Something else</title>')
    const iframeUrl = `http://localhost:${other.port}`
    const example = await ExamplePage.open(context, await stage.serve(name, { iframeUrl }))
    expect(await readAlert(example)).toBe(
      `There is no auth iframe at ${iframeUrl}. Check iframeUrl and that its server is running.`,
    )
    await other.close()
  })

  it('says that the auth iframe is of an older version', async () => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    const older = `<!doctype html><script>
      addEventListener('message', ({ ports: [port] }) => port?.postMessage({ type: 'PUBLIC_KEY_READY', value: '04' }))
    </script>`
    await example.page.route(`${stage.devFile.iframeUrl}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: older }),
    )
    await example.page.reload()
    expect(await readAlert(example)).toBe(
      'The auth iframe is older than this SDK. Serve the auth iframe of the same version.',
    )
  })

  it('says that the page’s embedder policy keeps out an auth iframe whose headers were dropped on the way', async () => {
    const frame = await startAlteringProxy(stage.devFile.iframeUrl, (headers) => {
      headers.delete('cross-origin-embedder-policy')
      headers.delete('cross-origin-resource-policy')
    })
    const app = await startAlteringProxy(await stage.serve(name, { iframeUrl: frame.url }), (headers) =>
      headers.set('cross-origin-embedder-policy', 'require-corp'),
    )
    const example = await ExamplePage.open(context, app.url)
    expect(await readAlert(example)).toMatch(/^The page’s Cross-Origin-Embedder-Policy keeps the auth iframe out\./)
    await Promise.all([frame.close(), app.close()])
  })

  it('says that the browser cannot store keys; the session then ends with the page', async () => {
    await context.addInitScript(() => {
      if (window !== window.top) {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('keys cannot be cloned', 'DataCloneError')
        }
      }
    })
    const example = await ExamplePage.open(context, stage.urlOf(name))
    expect(await readAlert(example)).toMatch(/^This browser cannot store keys, so the session ends with this page\./)
    await example.signUp()
    await example.openSession()
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (no touch)")
  })

  it('says that the browser stores nothing for the auth iframe; the session then ends with the page', async () => {
    await context.addInitScript(() => {
      if (window !== window.top) {
        IDBFactory.prototype.open = () => {
          throw new DOMException('denied', 'SecurityError')
        }
      }
    })
    const example = await ExamplePage.open(context, stage.urlOf(name))
    expect(await readAlert(example)).toMatch(/so the session ends with this page\. Allow third-party storage/)
    await example.signUp()
    await example.openSession()
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (no touch)")
    await example.page.reload()
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (1 touch)")
  })
})
