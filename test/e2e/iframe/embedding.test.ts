/** Which pages may embed the frame. Beside each that may not stands one that may, later in the same test and with the same code. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpaquePage, serveOpaquePage } from './opaque-page.ts'
import { serveFrameWithoutPolicy } from './serve-frame-without-policy.ts'
import { type Application, openParent, type Stage, setStage } from './stage.ts'

let stage: Stage
let context: BrowserContext
/** The frame behind a proxy that drops the header which says who may embed it. */
let bareFrame: Application
let opaquePage: OpaquePage

beforeAll(async () => {
  stage = await setStage()
  bareFrame = await serveFrameWithoutPolicy(stage.frameUrl)
  opaquePage = await serveOpaquePage()
})
afterAll(async () => {
  opaquePage.close()
  await bareFrame.close()
  await stage.close()
})
beforeEach(async () => {
  context = await stage.browser.newContext()
})
afterEach(() => context.close())

async function openPage(url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Embeds the frame, hands it a port and asks it by window message too, without waiting for an answer. */
async function tryToEmbed(pageUrl: string, frameUrl: string): Promise<Page> {
  const page = await openPage(pageUrl)
  await embedAndAsk(page, frameUrl)
  return page
}

/** As {@link tryToEmbed}, and waits until the browser says that the header forbids it. */
async function seeEmbeddingBlocked(pageUrl: string, frameUrl: string): Promise<Page> {
  const page = await openPage(pageUrl)
  const blocked = page.waitForEvent('console', (message) => message.text().includes('"frame-ancestors '))
  await embedAndAsk(page, frameUrl)
  await blocked
  return page
}

async function embedAndAsk(page: Page, frameUrl: string): Promise<void> {
  await page.evaluate(async (frame) => {
    await window.parentPage.embed(frame)
    void window.parentPage.connect('*').then((reply) => window.parentPage.heard.push(reply))
    window.frames[0]?.postMessage({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, '*')
  }, frameUrl)
}

const heardBy = (page: Page): Promise<unknown[]> => page.evaluate(() => window.parentPage.heard)

describe('the header', () => {
  it('keeps an origin that is not listed from loading the frame', async () => {
    const page = await seeEmbeddingBlocked(stage.unlisted.origin, stage.frameUrl)
    const { ready } = await openParent(context, stage.app.origin, stage.frameUrl)
    expect(ready.type).toBe('PUBLIC_KEY_READY')
    expect(await heardBy(page)).toEqual([])
  })

  it('keeps a page without an origin of its own from loading the frame', async () => {
    const page = await seeEmbeddingBlocked(opaquePage.url, stage.frameUrl)
    const { ready } = await openParent(context, stage.app.origin, stage.frameUrl)
    expect(ready.type).toBe('PUBLIC_KEY_READY')
    expect(await heardBy(page)).toEqual([])
  })
})

describe('the frame itself, where a proxy dropped the header', () => {
  it('says nothing to an origin that is not listed', async () => {
    const page = await tryToEmbed(stage.unlisted.origin, bareFrame.origin)
    expect(page.frames()[1]?.url()).toBe(`${bareFrame.origin}/`)
    const { ready } = await openParent(context, stage.app.origin, bareFrame.origin)
    expect(ready.type).toBe('PUBLIC_KEY_READY')
    expect(await heardBy(page)).toEqual([])
  })

  it('says nothing to a page without an origin of its own', async () => {
    const page = await tryToEmbed(opaquePage.url, bareFrame.origin)
    expect(page.frames()[1]?.url()).toBe(`${bareFrame.origin}/`)
    const { ready } = await openParent(context, stage.app.origin, bareFrame.origin)
    expect(ready.type).toBe('PUBLIC_KEY_READY')
    expect(await heardBy(page)).toEqual([])
  })
})

describe('a frame inside a frame', () => {
  it('is silent, even if all the pages around it are allowed', async () => {
    const page = await openPage(stage.app.origin)
    await page.evaluate((middle) => window.parentPage.embed(middle), `${stage.secondApp.origin}/`)
    const middle = page.frames()[1]
    await middle?.evaluate(async (frame) => {
      await window.parentPage.embed(frame)
      void window.parentPage.connect(frame).then((reply) => window.parentPage.heard.push(reply))
      window.frames[0]?.postMessage({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, frame)
    }, stage.frameUrl)
    expect(page.frames()[2]?.url()).toBe(`${stage.frameUrl}/`)
    const { ready } = await openParent(context, stage.secondApp.origin, stage.frameUrl)
    expect(ready.type).toBe('PUBLIC_KEY_READY')
    expect(await middle?.evaluate(() => window.parentPage.heard)).toEqual([])
  })
})

describe('the question who may embed', () => {
  it.each([
    ['app', true],
    ['unlisted', false],
  ] as const)('is answered to %s', async (name, allowed) => {
    const page = await openPage(stage[name].origin)
    const answer = await page.evaluate(async (url) => (await fetch(url)).json(), `${stage.frameUrl}/embedding`)
    expect(answer).toEqual({ allowed })
  })
})
