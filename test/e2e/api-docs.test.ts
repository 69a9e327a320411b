/** The API's description as a person meets it: who opens the bare address sees it, on a telephone too, in light and dark, by keyboard. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../support/api-server.ts'
import { launchChromium, type RunningChromium } from '../support/chromium.ts'

let server: TestServer
let chromium: RunningChromium
beforeAll(async () => {
  ;[server, chromium] = await Promise.all([startTestApiServer(), launchChromium()])
})
afterAll(async () => {
  await chromium.close()
  await server.close()
})

/** Opens the bare address; what the browser complains about, such as the page's own policy, fails the test. */
async function open(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await chromium.newContext(options)
  try {
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(server.url)
    expect(page.url()).toBe(`${server.url}/docs`)
    await look(page)
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
  } finally {
    await context.close()
  }
}

const phone = { viewport: { width: 360, height: 640 } }
const desk = { viewport: { width: 1440, height: 900 } }
const colourOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

describe('the page at the address of the API', () => {
  it.each([
    ['a telephone', phone],
    ['a desk', desk],
  ])('is no wider than the screen of %s', async (_what, screen) => {
    await open(screen, async (page) => {
      const excess = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(excess)).toBe(0)
    })
  })

  it('is light or dark as the reader’s system is', async () => {
    await open({ ...desk, colorScheme: 'light' }, async (page) =>
      expect(await colourOf(page)).toBe('rgb(255, 255, 255)'),
    )
    await open({ ...desk, colorScheme: 'dark' }, async (page) => expect(await colourOf(page)).toBe('rgb(15, 19, 24)'))
  })

  it('has its contents beside it at a desk, and folded on a telephone', async () => {
    const isShown = (page: Page) => page.locator('nav a[href="#stamp_login"]').isVisible()
    await open(desk, async (page) => expect(await isShown(page)).toBe(true))
    await open(phone, async (page) => {
      expect(await isShown(page)).toBe(false)
      await page.getByText('Contents', { exact: true }).click()
      expect(await isShown(page)).toBe(true)
    })
  })

  it('can be used by keyboard', async () => {
    await open(phone, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent)
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Skip to the content')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('openapi.json')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Signing a request')
      await page.keyboard.press('Enter')
      await page.waitForURL(/#signing$/)
    })
  })
})
