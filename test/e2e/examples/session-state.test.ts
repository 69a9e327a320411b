/** The state of the session in real pages: a wrong clock, an outage, other tabs, and a device that slept. */
import type { TurnkeyConfig } from '@latchkey/sdk-browser'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { buildSdkPage, openSdkSession, startSdk } from './sdk-page.ts'
import { type Stage, setStage } from './stage.ts'

const hourMs = 3_600_000

let stage: Stage
let url: string
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
  url = await stage.serve(await buildSdkPage())
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
})
afterEach(() => context.close())

/** A tab with the SDK, whose statuses are written down. */
async function openTab(config: Partial<TurnkeyConfig> = {}): Promise<Page> {
  const page = await context.newPage()
  await addVirtualAuthenticator(page)
  await page.goto(url)
  await startSdk(page, stage, true, config)
  await page.evaluate(() => {
    const { session } = window.sdk.turnkey
    const statuses: string[] = []
    Object.assign(window, { statuses })
    session.subscribe(() => {
      const { status } = session.getSnapshot()
      if (status !== statuses.at(-1)) statuses.push(status)
    })
  })
  return page
}

const snapshot = (page: Page) => page.evaluate(() => window.sdk.turnkey.session.getSnapshot())
const statuses = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'statuses'))
const statusOf = (page: Page) => expect.poll(async () => (await snapshot(page)).status, { timeout: 5_000 })

/** What a request with the active client comes to: who signed, or the code of the error. */
const ask = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { turnkey, iframe } = window.sdk
    const client = await turnkey.getActiveClient()
    return client.getWhoami().then(
      () => (client === iframe ? 'iframe' : 'passkey'),
      ({ code }) => code,
    )
  })

/** Shifts the clock of every realm of the context. */
const shiftClock = (aheadMs: number): Promise<unknown> =>
  context.addInitScript((ahead) => {
    const now = Date.now.bind(Date)
    window.Date = class extends Date {
      constructor(...given: []) {
        if (given.length === 0) super(now() + ahead)
        else super(...given)
      }
      static override now(): number {
        return now() + ahead
      }
    } as DateConstructor
  }, aheadMs)

describe('on a device whose clock is wrong', () => {
  it.each([
    ['two hours ahead', 2 * hourMs],
    ['four minutes behind', -4 * 60_000],
  ])('%s, a session lasts as long as on the server, and the error of the clock is named', async (_, aheadMs) => {
    await shiftClock(aheadMs)
    const page = await openTab()
    // The first dated request may be refused for its date; its answer tells the time.
    const refusal = await openSdkSession(page).catch(String)
    if (Math.abs(aheadMs) > 5 * 60_000) expect(refusal).toContain('timestampMs')
    await openSdkSession(page)
    const { status, expiresAtMs = 0, clockSkewMs = 0 } = await snapshot(page)
    const pageNowMs = await page.evaluate(() => Date.now())
    expect(status).toBe('active')
    expect(Math.abs(expiresAtMs - pageNowMs - 900_000)).toBeLessThan(15_000)
    expect(Math.abs(clockSkewMs - aheadMs)).toBeLessThan(15_000)
    expect(await ask(page)).toBe('iframe')
    await page.reload()
    await startSdk(page, stage, true)
    expect(await ask(page)).toBe('iframe')
  })
})

describe('an outage', () => {
  it('is offline and not the end, and over with the next answer', async () => {
    const page = await openTab()
    await openSdkSession(page)
    await context.setOffline(true)
    await statusOf(page).toBe('offline')
    expect(await ask(page)).toBe('NETWORK_UNREACHABLE')
    await context.setOffline(false)
    await statusOf(page).toBe('active')
    expect(await ask(page)).toBe('iframe')
    expect(await statuses(page)).not.toContain('expired')
  })

  it('of the server alone is noticed by the request that fails', async () => {
    const page = await openTab()
    await openSdkSession(page)
    await page.route(`${stage.devFile.apiUrl}/**`, (route) => route.abort('connectionrefused'))
    expect(await ask(page)).toBe('NETWORK_UNREACHABLE')
    expect((await snapshot(page)).status).toBe('offline')
    await page.unroute(`${stage.devFile.apiUrl}/**`)
    expect(await ask(page)).toBe('iframe')
    expect((await snapshot(page)).status).toBe('active')
  })
})

describe('two tabs', () => {
  it('show each other’s log-in, session, end and log-out, and write nothing for it', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await second.evaluate(() => {
      const writes: string[] = []
      Object.assign(window, { writes })
      const { setItem } = Storage.prototype
      Storage.prototype.setItem = function (...given) {
        writes.push(given[0])
        setItem.apply(this, given)
      }
    })
    // Browsers show prompts only in the tab that is looked at.
    await first.bringToFront()
    await openSdkSession(first)
    await statusOf(second).toBe('active')
    expect((await snapshot(second)).user?.username).toBe('Ada')
    expect(await ask(second)).toBe('iframe')
    await first.evaluate(() => window.sdk.turnkey.logoutUser())
    await statusOf(second).toBe('signed-out')
    expect((await snapshot(second)).user).toBeUndefined()
    expect(await statuses(second)).toEqual(['signed-out', 'restoring', 'active', 'signed-out'])
    expect(await second.evaluate(() => Reflect.get(window, 'writes'))).toEqual([])
  })

  it('learn from each other that the session was ended on the server', async () => {
    const [first, second] = [await openTab(), await openTab()]
    // Browsers show prompts only in the tab that is looked at.
    await first.bringToFront()
    await openSdkSession(first)
    await statusOf(second).toBe('active')
    await first.evaluate(async () => {
      const { iframe, turnkey } = window.sdk
      const user = await turnkey.getCurrentUser()
      const { apiKeys = [] } = (await iframe?.getApiKeys()) ?? {}
      const apiKeyIds = apiKeys.map(({ apiKeyId }) => apiKeyId)
      await turnkey.passkeyClient().deleteApiKeys({ userId: user?.userId ?? '', apiKeyIds })
      await iframe?.getWhoami().catch(() => undefined)
    })
    await statusOf(second).toBe('expired')
  })
})

describe('a session that renews itself', () => {
  it('goes on in both tabs without a touch, for one request', async () => {
    const renewals: string[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/renew_session') && request.method() === 'POST') renewals.push(request.url())
    })
    const [first, second] = [await openTab({ renewal: 'automatic' }), await openTab({ renewal: 'automatic' })]
    await first.bringToFront()
    await openSdkSession(first, undefined, '10')
    await statusOf(second).toBe('active')
    const { expiresAtMs: firstEndMs = 0 } = await snapshot(first)
    const endOf = (page: Page) => expect.poll(async () => (await snapshot(page)).expiresAtMs, { timeout: 25_000 })
    await Promise.all([endOf(first).toBeGreaterThan(firstEndMs), endOf(second).toBeGreaterThan(firstEndMs)])
    expect(renewals).toHaveLength(1)
    const isOver = (page: Page) => page.waitForFunction((endMs) => Date.now() > endMs, firstEndMs)
    await Promise.all([isOver(first), isOver(second)])
    expect([await ask(first), await ask(second)]).toEqual(['iframe', 'iframe'])
    expect([...(await statuses(first)), ...(await statuses(second))]).not.toContain('expired')
  }, 60_000)
})

describe('a device that slept', () => {
  it('notices the end of the session when its page is looked at again', async () => {
    const page = await openTab()
    await openSdkSession(page)
    await page.evaluate((ms) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + ms
    }, hourMs)
    expect((await snapshot(page)).status).toBe('active')
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    expect((await snapshot(page)).status).toBe('expired')
  })
})
