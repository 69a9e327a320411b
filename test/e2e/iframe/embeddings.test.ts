/** Twelve ways to embed the frame, of which one is allowed: the others hear nothing, with the header that forbids them and without. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPage, startAuthIframe } from '../../../services/auth-iframe/src/index.ts'
import { launchChromium, type RunningChromium } from '../../support/chromium.ts'
import { serveHtml } from '../../support/serve-html.ts'
import { type OpaquePage, serveOpaquePage } from './opaque-page.ts'
import { parentPageHtml } from './parent-page.ts'
import { serveFrameWithoutPolicy } from './serve-frame-without-policy.ts'
import { type Application, openParent } from './stage.ts'

interface Served {
  readonly port: number
  close(): Promise<void>
}

let chromium: RunningChromium
let [app, otherPort]: Served[] = []
let opaquePage: OpaquePage
let frame: { url: string; close(): Promise<void> }
let bareFrame: Application
let allowed: string

beforeAll(async () => {
  ;[app, otherPort] = [await serveHtml(parentPageHtml), await serveHtml(parentPageHtml)]
  opaquePage = await serveOpaquePage()
  allowed = `http://app.localhost:${app.port}`
  // The other entries are as near to the pages below as an entry can be.
  const origins = [allowed, `https://secure.localhost:${app.port}`, `http://xn--exmple-cua.localhost:${app.port}`]
  frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins, page: await buildPage() })
  bareFrame = await serveFrameWithoutPolicy(frame.url)
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  opaquePage.close()
  await Promise.all([app, otherPort, frame, bareFrame].map((each) => each?.close()))
})

/** Embeds the frame, hands it a port and asks it over the window too, without waiting for an answer. */
async function embedAndAsk(place: Pick<Page, 'evaluate'>, frameUrl: string): Promise<void> {
  await place.evaluate(async (url) => {
    await window.parentPage.embed(url)
    void window.parentPage.connect('*').then((reply) => window.parentPage.heard.push(reply))
    window.frames[0]?.postMessage({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, '*')
  }, frameUrl)
}

const heardBy = (place: Pick<Page, 'evaluate'>): Promise<unknown[]> => place.evaluate(() => window.parentPage.heard)

/** Opens a page, embeds the frame there and answers what to listen to. */
async function embedAt(context: BrowserContext, url: string, frameUrl: string): Promise<Pick<Page, 'evaluate'>> {
  const page = await context.newPage()
  await page.goto(url)
  await embedAndAsk(page, frameUrl)
  return page
}

/** The frame in a frame of an allowed page. */
async function embedNested(context: BrowserContext, frameUrl: string): Promise<Pick<Page, 'evaluate'>> {
  const page = await context.newPage()
  await page.goto(allowed)
  await page.evaluate((url) => window.parentPage.embed(url), `${allowed}/nested`)
  const middle = page.frames()[1]
  if (middle === undefined) throw new Error('the frame in between is missing')
  await embedAndAsk(middle, frameUrl)
  return middle
}

/** The frame in a document without an address of its own, inside an allowed page whose origin it has. */
async function embedInBlank(context: BrowserContext, frameUrl: string): Promise<Pick<Page, 'evaluate'>> {
  const page = await context.newPage()
  await page.goto(allowed)
  await page.evaluate((html) => {
    const blank = document.createElement('iframe')
    blank.srcdoc = html
    document.body.append(blank)
    return new Promise((resolve) => {
      blank.onload = resolve
    })
  }, parentPageHtml)
  const middle = page.frames()[1]
  if (middle === undefined) throw new Error('the document was not embedded')
  await embedAndAsk(middle, frameUrl)
  return middle
}

/** The frame as a window of its own, opened by an allowed page that speaks to it. */
async function openStandalone(context: BrowserContext, frameUrl: string): Promise<Pick<Page, 'evaluate'>> {
  const page = await context.newPage()
  await page.goto(allowed)
  const opened = context.waitForEvent('page')
  await page.evaluate((url) => {
    Object.assign(window, { opened: window.open(url) })
  }, frameUrl)
  await (await opened).waitForLoadState()
  await page.evaluate(() => {
    const target: Window | null = Reflect.get(window, 'opened')
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => window.parentPage.heard.push(data)
    target?.postMessage({ type: 'TURNKEY_INIT_MESSAGE_CHANNEL' }, '*', [port2])
    target?.postMessage({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, '*')
  })
  return page
}

type Embedding = (context: BrowserContext, frameUrl: string) => Promise<Pick<Page, 'evaluate'>>
const on =
  (toUrl: () => string): Embedding =>
  (context, frameUrl) =>
    embedAt(context, toUrl(), frameUrl)

/** All but the allowed one. */
const forbidden: readonly (readonly [what: string, embed: Embedding])[] = [
  ['another site', on(() => `http://127.0.0.1:${app?.port}`)],
  ['another origin of the same site', on(() => `http://other.localhost:${app?.port}`)],
  ['another port', on(() => `http://app.localhost:${otherPort?.port}`)],
  ['http where https is allowed', on(() => `http://secure.localhost:${app?.port}`)],
  ['a trailing dot', on(() => `http://app.localhost.:${app?.port}`)],
  ['letters that look alike', on(() => `http://xn--exmple-4nf.localhost:${app?.port}`)],
  ['a sub-domain', on(() => `http://evil.app.localhost:${app?.port}`)],
  ['an opaque origin', on(() => opaquePage.url)],
  ['a frame in between', embedNested],
  ['a document without an address', embedInBlank],
  ['a window of its own', openStandalone],
]

it.each([
  ['with the header', () => frame.url],
  ['behind a proxy that drops the header', () => bareFrame.origin],
])('%s one of twelve embeddings hears the frame', async (_what, toFrameUrl) => {
  const frameUrl = toFrameUrl()
  const context = await chromium.newContext()
  const places = new Map<string, Pick<Page, 'evaluate'>>()
  for (const [what, embed] of forbidden) places.set(what, await embed(context, frameUrl))
  const { ready } = await openParent(context, allowed, frameUrl)
  expect(ready).toMatchObject({ type: 'PUBLIC_KEY_READY', value: expect.stringMatching(/^04[0-9a-f]{128}$/) })
  for (const [what, place] of places) expect(await heardBy(place), what).toEqual([])
  expect(places.size + 1).toBe(12)
  await context.close()
})
