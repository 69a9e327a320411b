/**
 * @turnkey/sdk-browser before 5, unmodified, in Chromium: passkey sessions whose key is sealed to the auth iframe. Its four
 * generations return, store and forget the session differently; the steps are the same.
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import type { OfficialPackage } from './support/official-package.ts'
import { releaseOf } from './support/official-package.ts'
import { type Stage, setStage } from './support/set-stage.ts'

interface IframeGeneration extends OfficialPackage {
  /** Touches that opening a session takes: 3.x also asks who it is, with the passkey. */
  readonly touches: 1 | 2
  /** Member of the opened session that holds the bundle; none where the bundle itself is returned. */
  readonly bundleMember?: 'authBundle' | 'credentialBundle'
  /** Brings the stored session back. */
  readonly stored: 'getAuthBundle' | 'getReadWriteSession'
  /** Whether it keeps the user's name. */
  readonly keepsName: boolean
  /** Where `login` stores who the user is, in local storage. */
  readonly userKey: string
  readonly logOut: 'logoutUser' | 'logout'
  /** Of local storage, after logging out. */
  readonly leftKeys: readonly string[]
}

const common = {
  touches: 1,
  stored: 'getReadWriteSession',
  keepsName: true,
  logOut: 'logoutUser',
  leftKeys: [],
} as const

const generations: readonly IframeGeneration[] = [
  {
    ...common,
    name: 'sdk-browser-0.3',
    release: '@turnkey/sdk-browser@0.3.0',
    stored: 'getAuthBundle',
    userKey: '@turnkey/current_user',
    leftKeys: ['@turnkey/auth_bundle'],
  },
  {
    ...common,
    name: 'sdk-browser-1.2',
    release: '@turnkey/sdk-browser@1.2.2',
    bundleMember: 'authBundle',
    userKey: '@turnkey/current_user',
  },
  {
    ...common,
    name: 'sdk-browser-1.10',
    release: '@turnkey/sdk-browser@1.10.2',
    bundleMember: 'credentialBundle',
    userKey: '@turnkey/session/v1',
  },
  {
    ...common,
    name: 'sdk-browser-3.0',
    release: '@turnkey/sdk-browser@3.0.1',
    touches: 2,
    bundleMember: 'credentialBundle',
    keepsName: false,
    userKey: '@turnkey/session/v2',
    logOut: 'logout',
  },
]

let stage: Stage

beforeAll(async () => {
  stage = await setStage(
    Object.fromEntries(generations.map((client) => [client.name, { file: 'iframe-sessions-page.ts', client }])),
  )
})
afterAll(() => stage.close())

it.each(generations)('$release is what is installed', (generation) => {
  expect(releaseOf(generation)).toBe(generation.release)
})

describe.each(generations)('$release', (generation) => {
  let page: Page
  let authenticator: VirtualAuthenticator
  let account: Account

  beforeEach(async () => {
    ;({ page, authenticator } = await stage.openTab(generation.name))
    account = await page.evaluate(() => window.iframePage.signUp('Ada'))
  })
  afterEach(() => page.context().close())

  const login = (): Promise<unknown> => page.evaluate(() => window.iframePage.passkeyClient.login())

  /** The documented steps: one touch, then the bundle goes into the frame. */
  function openSession(expirationSeconds: string): Promise<boolean> {
    const options = { expirationSeconds, bundleMember: generation.bundleMember }
    return page.evaluate(async ({ expirationSeconds, bundleMember }) => {
      const { turnkey, passkeyClient, iframeClient } = window.iframePage
      const iframe = await iframeClient
      const userId = (await turnkey.getCurrentUser())?.userId ?? ''
      const opened = await passkeyClient.createPasskeySession(userId, iframe.iframePublicKey ?? '', expirationSeconds)
      return iframe.injectCredentialBundle(bundleMember === undefined ? opened : Object(opened)[bundleMember])
    }, options)
  }

  /** Who the frame's session key belongs to, or the text of the refusal. */
  const whoami = (): Promise<unknown> =>
    page.evaluate(async (organizationId) => {
      const iframe = await window.iframePage.iframeClient
      return iframe.getWhoami({ organizationId }).catch(String)
    }, account.organizationId)

  const injectStored = (): Promise<boolean> =>
    page.evaluate(
      async ({ method, bundleMember }) => {
        const { turnkey, iframeClient } = window.iframePage
        const stored = await turnkey[method]()
        const bundle = bundleMember === undefined ? stored : Object(stored)[bundleMember]
        return (await iframeClient).injectCredentialBundle(bundle)
      },
      { method: generation.stored, bundleMember: generation.bundleMember },
    )

  const deleteAllKeys = (): Promise<unknown> =>
    page.evaluate(async ({ organizationId, userId }) => {
      const iframe = await window.iframePage.iframeClient
      const { apiKeys } = await iframe.getApiKeys({ organizationId, userId })
      return iframe.deleteApiKeys({ organizationId, userId, apiKeyIds: apiKeys.map(({ apiKeyId }) => apiKeyId) })
    }, account)

  describe('login', () => {
    it('finds the sub-organization of the passkey from the parent id', async () => {
      expect(await login()).toMatchObject({ ...account, username: 'Ada', organizationName: "Ada's organization" })
      expect(await page.evaluate(() => window.iframePage.turnkey.getCurrentUser())).toMatchObject({
        userId: account.userId,
        organization: { organizationId: account.organizationId },
        ...(generation.keepsName && { username: 'Ada' }),
      })
    })

    it('is refused as unauthenticated when the stored organization is not the one of the passkey', async () => {
      await login()
      const refusal = await page.evaluate(
        async ({ key, organizationId }) => {
          const foreign = '00000000-0000-4000-8000-000000000000'
          localStorage.setItem(key, (localStorage.getItem(key) ?? '').replaceAll(organizationId, foreign))
          return window.iframePage.passkeyClient.login().catch(String)
        },
        { key: generation.userKey, organizationId: account.organizationId },
      )
      expect(refusal).toContain('Turnkey error 16: credential ID could not be found in organization')
    })

    it('opens a read-only session, which reads without a touch, also after a reload, and writes nothing', async () => {
      await login()
      const touches = await authenticator.signCount()
      await page.reload()
      const [read, refusal] = await page.evaluate(async ({ userId }) => {
        const session = await window.iframePage.turnkey.currentUserSession()
        const writing = session?.deleteApiKeys({ userId, apiKeyIds: [userId] })
        return [await session?.getUser({ userId }), await writing?.catch(String)]
      }, account)
      expect(read).toMatchObject({ user: { userId: account.userId, userName: 'Ada' } })
      expect(refusal).toContain('Turnkey error 7: a read-only session cannot submit activities')
      expect(await authenticator.signCount()).toBe(touches)
    })
  })

  describe('a passkey session', () => {
    beforeEach(login)

    it('takes no touch for 20 reads and 5 writes once it is open', async () => {
      const before = await authenticator.signCount()
      expect(await openSession('900')).toBe(true)
      expect(await authenticator.signCount()).toBe(before + generation.touches)
      expect(await whoami()).toMatchObject({ ...account, username: 'Ada' })
      const work = await page.evaluate((own) => window.iframePage.readAndWrite(own), account)
      expect(work.names).toEqual(Array(20).fill('Ada'))
      expect(new Set(work.apiKeyIds).size).toBe(5)
      expect(await authenticator.signCount()).toBe(before + generation.touches)
    })

    it('goes on after a reload, once the stored bundle is injected again', async () => {
      await openSession('900')
      const touches = await authenticator.signCount()
      await page.reload()
      expect(await whoami()).toContain('cannot sign payload without credential')
      expect(await injectStored()).toBe(true)
      expect(await whoami()).toMatchObject(account)
      expect(await authenticator.signCount()).toBe(touches)
    })

    it('ends on time, with the text that clients look for', async () => {
      await openSession('60')
      expect(await whoami()).toMatchObject(account)
      stage.passTime(60)
      expect(await whoami()).toContain('Turnkey error 16: Unauthenticated desc = expired api key publicKey')
      expect(await page.evaluate(() => window.iframePage.passkeyClient.getWhoami())).toMatchObject(account)
    })

    it('outlives logging out, which only forgets, until its key is deleted', async () => {
      await openSession('900')
      expect(await page.evaluate((method) => window.iframePage.turnkey[method](), generation.logOut)).toBe(true)
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(generation.leftKeys)
      expect(await whoami()).toMatchObject(account)
      await deleteAllKeys()
      expect(await whoami()).toContain('could not find public key in organization or its parent organization')
    })

    it('cannot make what outlives it: the server asks for the passkey', async () => {
      await openSession('900')
      const refusal = await page.evaluate(async ({ organizationId, userId }) => {
        const publicKey = `02${'1'.repeat(64)}`
        const apiKey = { apiKeyName: 'permanent', publicKey, curveType: 'API_KEY_CURVE_P256' }
        const iframe = await window.iframePage.iframeClient
        return iframe.createApiKeys({ organizationId, userId, apiKeys: [apiKey] }).catch(String)
      }, account)
      expect(refusal).toContain('Turnkey error 7: step-up required')
    })
  })
})
