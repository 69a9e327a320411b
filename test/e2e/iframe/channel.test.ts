/** The message channel in a real browser: both transports, who may open it, and that it stays with its first owner. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ignoredMessages, refusedMessages } from '../../../services/auth-iframe/test/support/malformed-messages.ts'
import { openParent, type Stage, setStage } from './stage.ts'

const publicKey = expect.stringMatching(/^04[0-9a-f]{128}$/)

/** Claims the channel of its parent's first frame, by port and by window message, as soon as it runs. */
const siblingHtml = `<!doctype html><body><script>
  const heard = window.heard = []
  const requests = ['INIT_EMBEDDED_KEY', 'GET_EMBEDDED_PUBLIC_KEY', 'RESET_EMBEDDED_KEY', 'CREATE_SESSION_KEY']
  const channel = new MessageChannel()
  channel.port1.onmessage = ({ data }) => heard.push(data)
  addEventListener('message', ({ data }) => heard.push(data))
  parent.frames[0].postMessage({ type: 'TURNKEY_INIT_MESSAGE_CHANNEL' }, '*', [channel.port2])
  for (const type of requests) parent.frames[0].postMessage({ type, requestId: type }, '*')
</script>`

let stage: Stage
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage({ secondAppHtml: siblingHtml })
})
afterAll(() => stage.close())
beforeEach(async () => {
  context = await stage.browser.newContext()
})
afterEach(() => context.close())

async function openPage(url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

describe('over a port', () => {
  it('the frame announces its key without an id', async () => {
    const { ready } = await openParent(context, stage.app.origin, stage.frameUrl)
    expect(ready).toEqual({ type: 'PUBLIC_KEY_READY', value: publicKey, storage: 'indexeddb' })
  })

  it('the frame answers a page on another site', async () => {
    const { ready, ask } = await openParent(context, stage.app.crossSiteOrigin, stage.frameUrl)
    expect(ready).toMatchObject({ type: 'PUBLIC_KEY_READY', value: publicKey })
    expect(await ask('GET_EMBEDDED_PUBLIC_KEY')).toMatchObject({ type: 'EMBEDDED_PUBLIC_KEY', value: ready.value })
  })

  it('the first port wins and window messages are no longer heard', async () => {
    const { page, ask } = await openParent(context, stage.app.origin, stage.frameUrl)
    const heard = await page.evaluate(async (frameUrl) => {
      const frame = window.frames[0]
      const later = new MessageChannel()
      const heardLater: unknown[] = []
      later.port1.onmessage = ({ data }) => heardLater.push(data)
      frame?.postMessage({ type: 'TURNKEY_INIT_MESSAGE_CHANNEL' }, frameUrl, [later.port2])
      frame?.postMessage({ type: 'RESET_EMBEDDED_KEY', requestId: 'late' }, frameUrl)
      for (let round = 0; round < 20; round++) await window.parentPage.ask({ type: 'GET_EMBEDDED_PUBLIC_KEY' })
      return [...heardLater, ...window.parentPage.heard.filter((message) => JSON.stringify(message).includes('late'))]
    }, stage.frameUrl)
    expect(heard).toEqual([])
    expect(await ask('INIT_EMBEDDED_KEY')).toMatchObject({ type: 'EMBEDDED_PUBLIC_KEY' })
  })

  it('malformed messages change nothing', async () => {
    const { page, publicKey: askPublicKey, ready } = await openParent(context, stage.app.origin, stage.frameUrl)
    const complaints: unknown[] = []
    page.on('pageerror', (error) => complaints.push(error))
    page.on('console', (message) => complaints.push(message.text()))
    await page.evaluate(
      (messages) => {
        for (const message of messages) window.parentPage.post(message)
      },
      [...ignoredMessages],
    )
    for (const [code, message] of refusedMessages) {
      const reply = await page.evaluate((request) => window.parentPage.ask(request), message)
      expect(reply).toMatchObject({ type: 'ERROR', code })
    }
    expect(await askPublicKey()).toBe(ready.value)
    expect(complaints).toEqual([])
  })
})

describe('over window messages, as stampers older than 2.1 speak', () => {
  it('the frame announces its key by itself and answers requests', async () => {
    const page = await openPage(stage.app.origin)
    const replies = await page.evaluate(async (frameUrl) => {
      const { parentPage } = window
      await parentPage.embed(frameUrl)
      const ready = await parentPage.hear('PUBLIC_KEY_READY')
      window.frames[0]?.postMessage({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, '*')
      const withoutId = await parentPage.hear('EMBEDDED_PUBLIC_KEY')
      const withId = await parentPage.askWindow({ type: 'STAMP_REQUEST', value: '{}' }, frameUrl)
      return { ready, withoutId, withId }
    }, stage.frameUrl)
    expect(replies.ready).toEqual({ type: 'PUBLIC_KEY_READY', value: publicKey, storage: 'indexeddb' })
    expect(replies.withoutId).toEqual({ type: 'EMBEDDED_PUBLIC_KEY', value: replies.ready.value })
    expect(replies.withId).toMatchObject({ type: 'ERROR', requestId: expect.any(String) })
  })

  it('malformed messages change nothing', async () => {
    const page = await openPage(stage.app.origin)
    const reply = await page.evaluate(
      async ([frameUrl, messages]) => {
        await window.parentPage.embed(frameUrl)
        for (const message of messages) window.frames[0]?.postMessage(message, frameUrl)
        window.frames[0]?.postMessage({ type: 'TURNKEY_INIT_MESSAGE_CHANNEL' }, frameUrl)
        return window.parentPage.askWindow({ type: 'GET_EMBEDDED_PUBLIC_KEY' }, frameUrl)
      },
      [stage.frameUrl, [...ignoredMessages]] as const,
    )
    expect(reply).toMatchObject({ type: 'EMBEDDED_PUBLIC_KEY', value: publicKey })
  })
})

describe('a sibling frame', () => {
  it('of an allowed origin can neither take the channel nor be heard', async () => {
    const page = await openPage(stage.app.origin)
    const siblingUrl = `${stage.secondApp.origin}/`
    const announced = await page.evaluate(
      async (urls) => {
        await window.parentPage.embed(urls.frame)
        const { value } = await window.parentPage.hear('PUBLIC_KEY_READY')
        await window.parentPage.embed(urls.sibling)
        return value
      },
      { frame: stage.frameUrl, sibling: siblingUrl },
    )
    const ready = await page.evaluate((frameUrl) => window.parentPage.connect(frameUrl), stage.frameUrl)
    expect(ready.value).toBe(announced)
    const sibling = page.frames().find((frame) => frame.url() === siblingUrl)
    expect(await sibling?.evaluate('window.heard')).toEqual([])
  })
})
