/** @turnkey/sdk-react 2.0.4 with sdk-browser 1.11.2 and iframe-stamper 2.2.0 (message port), unmodified, under React 18 in Chromium. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { type Stage, setStage } from './support/set-stage.ts'

let stage: Stage
let page: Page
let authenticator: VirtualAuthenticator
let account: Account

beforeAll(async () => {
  stage = await setStage('sdk-react-page.tsx')
})
afterAll(() => stage.close())

beforeEach(async () => {
  ;({ page, authenticator } = await stage.openTab())
  await frameIsReady()
  account = await page.evaluate(async () => {
    const account = await window.reactPage.signUp('Ada')
    await window.reactPage.passkeyClient?.login()
    return account
  })
})
afterEach(() => page.context().close())

const frameIsReady = () => page.waitForFunction(() => window.reactPage?.authIframeClient !== undefined)

/** The documented steps: createPasskeySession with the frame's key, then getActiveClient. */
const openSession = (expirationSeconds: string): Promise<unknown> =>
  page.evaluate(async (seconds) => {
    const { turnkey, passkeyClient, authIframeClient } = window.reactPage
    const currentUser = await turnkey?.getCurrentUser()
    return passkeyClient?.createPasskeySession(
      currentUser?.userId ?? '',
      authIframeClient?.iframePublicKey ?? '',
      seconds,
    )
  }, expirationSeconds)

/** Which client getActiveClient gives, and who that client says the user is. */
const askActiveClient = (): Promise<unknown> =>
  page.evaluate(async (organizationId) => {
    const { getActiveClient, authIframeClient, passkeyClient } = window.reactPage
    const active = await getActiveClient()
    const kind = active === authIframeClient ? 'iframe' : active === passkeyClient ? 'passkey' : 'none'
    return { kind, whoami: await active?.getWhoami({ organizationId }) }
  }, account.organizationId)

describe('getActiveClient', () => {
  it('is the passkey client before there is a session', async () => {
    const touches = await authenticator.signCount()
    expect(await askActiveClient()).toMatchObject({ kind: 'passkey', whoami: account })
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('is the iframe client once one touch has opened a session, and after a reload too', async () => {
    const touches = await authenticator.signCount()
    expect(await openSession('900')).toMatchObject({ credentialBundle: expect.any(String) })
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe', whoami: { ...account, username: 'Ada' } })
    await page.reload()
    await frameIsReady()
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe', whoami: account })
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('reads and writes touch-free', async () => {
    await openSession('900')
    const touches = await authenticator.signCount()
    const work = await page.evaluate(async (own) => {
      const active = await window.reactPage.getActiveClient()
      return active && window.reactPage.readAndWrite(active, own)
    }, account)
    expect(work?.names).toEqual(Array(20).fill('Ada'))
    expect(new Set(work?.apiKeyIds).size).toBe(5)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('may be used for several requests at once', async () => {
    await openSession('900')
    const names = await page.evaluate(async ({ organizationId, userId }) => {
      const active = await window.reactPage.getActiveClient()
      const reads = Array.from({ length: 10 }, () => active?.getUser({ organizationId, userId }))
      return (await Promise.all(reads)).map((answer) => answer?.user.userName)
    }, account)
    expect(names).toEqual(Array(10).fill('Ada'))
  })

  it('is the passkey client again when the session has expired', async () => {
    await openSession('60')
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe' })
    stage.passTime(60)
    expect(await askActiveClient()).toMatchObject({ kind: 'passkey', whoami: account })
  })
})
