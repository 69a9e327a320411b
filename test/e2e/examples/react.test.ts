/** The React SDK in pages with React 18 and 19: one auth iframe whatever React does, and hooks that tell what is so. */
import type { TurnkeyConfig } from '@latchkey/sdk-react'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { buildReactPage } from './sdk-page.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let context: BrowserContext
let page: Page
let authenticator: VirtualAuthenticator
let complaints: string[]

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage?.close())

describe.each([18, 19] as const)('with React %i', (major) => {
  let url: string
  let config: TurnkeyConfig

  beforeAll(async () => {
    url = await stage.serve(await buildReactPage(major))
    const { apiUrl: apiBaseUrl, organizationId: defaultOrganizationId, iframeUrl } = stage.devFile
    config = { apiBaseUrl, defaultOrganizationId, iframeUrl }
  })
  beforeEach(async () => {
    context = await stage.newContext()
    page = await context.newPage()
    authenticator = await addVirtualAuthenticator(page)
    complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(url)
  })
  afterEach(() => context.close())

  const render = (given: TurnkeyConfig = config, isStrict = true): Promise<void> =>
    page.evaluate(([settings, strict]) => window.react.render(settings, strict), [given, isStrict] as const)
  const iframes = (): Promise<number> => page.locator('iframe').count()
  const text = () => expect.poll(() => page.locator('p').textContent(), { timeout: 12_000 })
  const isReady = (): Promise<boolean> => page.evaluate(() => window.react.hooks().authIframeClient !== undefined)
  const ready = () => expect.poll(isReady, { timeout: 10_000 })

  const openSession = (): Promise<void> =>
    page.evaluate(async () => {
      const { passkeyClient, authIframeClient } = window.react.hooks()
      const passkey = await passkeyClient.createUserPasskey()
      await fetch('/api/sign-up', { method: 'POST', body: JSON.stringify({ userName: 'Ada', passkey }) })
      const { userId } = await passkeyClient.login()
      await passkeyClient.createPasskeySession(userId, authIframeClient?.iframePublicKey ?? '', '900')
    })

  it('has one auth iframe in Strict Mode, and asks for one touch at a time', async () => {
    expect(await page.evaluate(() => window.react.version)).toMatch(new RegExp(`^${major}\\.`))
    await render()
    await ready().toBe(true)
    expect(await iframes()).toBe(1)
    await openSession()
    await text().toBe('active  idle')
    // One to make the passkey, one to log in, one to open the session.
    expect(await authenticator.signCount()).toBe(3)
    expect(await page.evaluate(() => window.react.statuses)).toEqual(['loading', 'signed-out', 'restoring', 'active'])
    expect(complaints).toEqual([])
  })

  it('replaces the auth iframe when the configuration changes, and not when it only looks different', async () => {
    await render()
    await ready().toBe(true)
    await page.evaluate(() => document.querySelector('iframe')?.setAttribute('data-first', ''))
    await render({ ...config })
    expect(await page.locator('iframe[data-first]').count()).toBe(1)
    await render({ ...config, apiBaseUrl: `${config.apiBaseUrl}/` })
    await expect.poll(() => page.locator('iframe[data-first]').count()).toBe(0)
    await ready().toBe(true)
    expect(await iframes()).toBe(1)
    expect(complaints).toEqual([])
  })

  it('leaves nothing behind when it is unmounted in the middle of the handshake', async () => {
    await render()
    await page.evaluate(() => window.react.unmount())
    expect(await iframes()).toBe(0)
    await render(config, false)
    await ready().toBe(true)
    expect(await iframes()).toBe(1)
    await page.evaluate(() => window.react.unmount())
    expect(await iframes()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('shows a blocked iframe instead of throwing, and tries again when the network is back', async () => {
    let isDown = true
    await page.route(`${stage.devFile.iframeUrl}/**`, (route) => (isDown ? route.abort() : route.continue()))
    await render()
    await text().toBe('blocked IFRAME_NOT_LOADED idle')
    isDown = false
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await text().toBe('signed-out  idle')
    expect(await iframes()).toBe(1)
  })

  it('steps up with one touch and without a refused request, and tells how far it is', async () => {
    await render()
    await ready().toBe(true)
    await openSession()
    await text().toBe('active  idle')
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const run = (): Promise<unknown> =>
      page.evaluate(() =>
        window.react.hooks().useStepUp.run((client) => client.updateOrganizationName({ organizationName: 'Ada & Co' })),
      )
    expect(await run()).toMatchObject({ activity: { status: 'ACTIVITY_STATUS_COMPLETED' } })
    await text().toBe('active  success')
    expect(requests.filter((path) => path.includes('update_organization_name'))).toHaveLength(1)
    expect(await authenticator.signCount()).toBe(4)
    await authenticator.remove()
    authenticator = await addVirtualAuthenticator(page, { isUserVerified: false })
    expect(await page.evaluate(() => window.react.hooks().useStepUp.refetch())).toBeUndefined()
    await text().toBe('active  error')
    expect(
      await page.evaluate(() => {
        const { error } = window.react.hooks().useStepUp
        return error instanceof Error && 'code' in error && error.code
      }),
    ).toBe('PASSKEY_CANCELLED')
    expect(complaints).toEqual([])
  })

  it('lists what is open without a touch, and ends what somebody does not want any more', async () => {
    await render()
    await ready().toBe(true)
    await openSession()
    await text().toBe('active  idle')
    const list = (): Promise<unknown[]> =>
      page.evaluate(() =>
        (window.react.hooks().useSessions.data ?? []).map(({ sessionType, isCurrent }) => [sessionType, isCurrent]),
      )
    const both = [
      ['SESSION_TYPE_READ_WRITE', true],
      ['SESSION_TYPE_READ_ONLY', false],
    ]
    await expect.poll(list).toEqual(both)
    const before = await authenticator.signCount()
    await page.evaluate(() => window.react.hooks().useSessions.endOthers())
    await expect.poll(list).toEqual(both.slice(0, 1))
    await page.evaluate(async () => {
      const { data = [], end } = window.react.hooks().useSessions
      await end(data.map(({ sessionId }) => sessionId))
    })
    await text().toBe('expired  idle')
    await expect.poll(() => page.evaluate(() => window.react.hooks().useSessions.status)).toBe('error')
    expect(await authenticator.signCount()).toBe(before)
  })

  it('brings the session back after a reload', async () => {
    await render()
    await ready().toBe(true)
    await openSession()
    await page.reload()
    await render()
    await text().toBe('active  idle')
    await page.evaluate(() => window.react.hooks().useSession.refetch())
    expect(
      await page.evaluate(async () => {
        const { getActiveClient, authIframeClient } = window.react.hooks()
        return (await getActiveClient()) === authIframeClient
      }),
    ).toBe(true)
    expect(complaints).toEqual([])
  })
})
