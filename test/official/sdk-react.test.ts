/**
 * @turnkey/sdk-react 2.0.4 (sdk-browser 1.11.2, iframe-stamper 2.2.0), 3.1.0 (1.16.0, 2.2.0), 4.2.7 (4.3.0, 2.5.0) and 5.5.8
 * (5.16.1, 2.11.0), unmodified, under React 18 in Chromium.
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { releaseOf } from './support/official-package.ts'
import { type Stage, setStage } from './support/set-stage.ts'

/** Versions with `getActiveClient`. */
const withActiveClient = [
  { page: 'version-2', name: 'sdk-react-2.0', release: '@turnkey/sdk-react@2.0.4', findsPasskeySession: true },
  { page: 'version-3', name: 'sdk-react-3.1', release: '@turnkey/sdk-react@3.1.0', findsPasskeySession: true },
  { page: 'version-4', name: 'sdk-react-4.2', release: '@turnkey/sdk-react@4.2.7', findsPasskeySession: false },
]
const newest = { page: 'version-5', name: 'sdk-react-5.5', release: '@turnkey/sdk-react@5.5.8' }
const releases = [...withActiveClient, newest]

let stage: Stage
let page: Page
let authenticator: VirtualAuthenticator
let account: Account

beforeAll(async () => {
  stage = await setStage(
    Object.fromEntries(releases.map(({ page: name, ...client }) => [name, { file: 'react-page.tsx', client }])),
  )
})
afterAll(() => stage.close())
afterEach(() => page?.context().close())

const frameIsReady = () => page.waitForFunction(() => window.reactPage?.authIframeClient !== undefined)

async function openTab(name: string): Promise<void> {
  ;({ page, authenticator } = await stage.openTab(name))
  await frameIsReady()
  account = await page.evaluate(() => window.reactPage.signUp('Ada'))
}

/** The documented steps of versions 2 and 3: createPasskeySession with the frame's key, then getActiveClient. */
const createPasskeySession = (expirationSeconds: string): Promise<unknown> =>
  page.evaluate(async (seconds) => {
    const { turnkey, passkeyClient, authIframeClient } = window.reactPage
    await passkeyClient?.login()
    const userId = (await turnkey?.getCurrentUser())?.userId ?? ''
    return passkeyClient?.createPasskeySession(userId, authIframeClient?.iframePublicKey ?? '', seconds)
  }, expirationSeconds)

/** The documented step of version 4. */
const loginWithPasskey = (expirationSeconds: string): Promise<unknown> =>
  page.evaluate(async (seconds) => {
    const { passkeyClient, authIframeClient: iframeClient } = window.reactPage
    const target = { iframeClient, targetPublicKey: iframeClient?.iframePublicKey }
    await passkeyClient?.loginWithPasskey({ ...target, expirationSeconds: seconds })
  }, expirationSeconds)

/** Which client getActiveClient gives, and who that client says the user is, or why not. */
const askActiveClient = (): Promise<unknown> =>
  page.evaluate(async (organizationId) => {
    const { getActiveClient, authIframeClient, passkeyClient } = window.reactPage
    const active = await getActiveClient?.()
    const kind = active === authIframeClient ? 'iframe' : active === passkeyClient ? 'passkey' : 'none'
    return { kind, whoami: await active?.getWhoami({ organizationId }).catch(String) }
  }, account.organizationId)

it.each(releases)('$release is what is installed', (generation) => {
  expect(releaseOf(generation)).toBe(generation.release)
})

describe.each(withActiveClient)('getActiveClient of $release', (generation) => {
  const openSession = generation.findsPasskeySession ? createPasskeySession : loginWithPasskey

  beforeEach(() => openTab(generation.page))

  it('is the passkey client before there is a session', async () => {
    const touches = await authenticator.signCount()
    expect(await askActiveClient()).toMatchObject({ kind: 'passkey', whoami: account })
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('is the iframe client once a session is open, and after a reload too', async () => {
    await openSession('900')
    const touches = await authenticator.signCount()
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe', whoami: { ...account, username: 'Ada' } })
    await page.reload()
    await frameIsReady()
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe', whoami: account })
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('reads and writes touch-free', async () => {
    await openSession('900')
    const touches = await authenticator.signCount()
    const work = await page.evaluate(async (own) => {
      const active = await window.reactPage.getActiveClient?.()
      return active && window.reactPage.readAndWrite(active, own)
    }, account)
    expect(work?.names).toEqual(Array(20).fill('Ada'))
    expect(new Set(work?.apiKeyIds).size).toBe(5)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('may be used for several requests at once', async () => {
    await openSession('900')
    const names = await page.evaluate(async ({ organizationId, userId }) => {
      const active = await window.reactPage.getActiveClient?.()
      const reads = Array.from({ length: 10 }, () => active?.getUser({ organizationId, userId }))
      return (await Promise.all(reads)).map((answer) => answer?.user.userName)
    }, account)
    expect(names).toEqual(Array(10).fill('Ada'))
  })

  it('is the passkey client again when the session has expired, or a client that is told so', async () => {
    await openSession('60')
    expect(await askActiveClient()).toMatchObject({ kind: 'iframe' })
    stage.passTime(60)
    // Version 4 takes the session that it stored for good as long as its own clock says so, without asking.
    const expired = expect.stringContaining('Turnkey error 16: Unauthenticated desc = expired api key publicKey')
    const answer = generation.findsPasskeySession
      ? { kind: 'passkey', whoami: account }
      : { kind: 'iframe', whoami: expired }
    expect(await askActiveClient()).toMatchObject(answer)
  })

  it('finds a session of createPasskeySession in versions 2 and 3 only', async () => {
    expect(await createPasskeySession('900')).toMatchObject({ credentialBundle: expect.any(String) })
    const kind = generation.findsPasskeySession ? 'iframe' : 'passkey'
    expect(await askActiveClient()).toMatchObject({ kind, whoami: account })
  })
})

describe(newest.release, () => {
  const keyClientIsReady = () => page.waitForFunction(() => window.reactPage?.indexedDbClient !== undefined)

  beforeEach(async () => {
    await openTab(newest.page)
    await keyClientIsReady()
  })

  const login = (): Promise<unknown> =>
    page.evaluate(async () => {
      const { passkeyClient, indexedDbClient } = window.reactPage
      const publicKey = await indexedDbClient?.getPublicKey()
      await passkeyClient?.loginWithPasskey({ publicKey })
    })

  it('logs in with one touch; its key client reads and writes without one, after a reload too', async () => {
    const touches = await authenticator.signCount()
    await login()
    await page.reload()
    await keyClientIsReady()
    const work = await page.evaluate(async (own) => {
      const { indexedDbClient, readAndWrite } = window.reactPage
      return indexedDbClient && readAndWrite(indexedDbClient, own)
    }, account)
    expect(work?.names).toEqual(Array(20).fill('Ada'))
    expect(await page.evaluate(() => window.reactPage.turnkey?.getSession())).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('never gives `client`, because it compares seconds with milliseconds', async () => {
    await login()
    await page.reload()
    await keyClientIsReady()
    expect(await page.evaluate(() => Object.keys(window.reactPage))).toContain('client')
    expect(await page.evaluate(() => window.reactPage.client === undefined)).toBe(true)
  })
})
