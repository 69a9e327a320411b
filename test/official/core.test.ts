/** @turnkey/core 2.8.1, which @turnkey/react-wallet-kit 2.4 is built on, unmodified, in Chromium. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualAuthenticator } from '../support/virtual-authenticator.ts'
import type { Account } from './pages/application-page.ts'
import { releaseOf } from './support/official-package.ts'
import { type Stage, setStage } from './support/set-stage.ts'

const core = { name: 'core-2.8', release: '@turnkey/core@2.8.1' }

let stage: Stage
let page: Page
let authenticator: VirtualAuthenticator
let account: Account

beforeAll(async () => {
  stage = await setStage({ core: { file: 'core-page.ts', client: core } })
})
afterAll(() => stage.close())

beforeEach(async () => {
  ;({ page, authenticator } = await stage.openTab('core'))
  account = await page.evaluate(() => window.corePage.signUp('Ada'))
})
afterEach(() => page.context().close())

const login = (expirationSeconds = '900'): Promise<unknown> =>
  page.evaluate(
    async (seconds) => (await window.corePage.client).loginWithPasskey({ expirationSeconds: seconds }),
    expirationSeconds,
  )

/** Who the session's key belongs to, or the text of the refusal. */
const whoami = (): Promise<unknown> =>
  page.evaluate(async () => (await window.corePage.client).httpClient.getWhoami().catch(String))

it('is the release it is taken for', () => {
  expect(releaseOf(core)).toBe(core.release)
})

describe('a session', () => {
  it('opens with one touch, reads and writes without one, and goes on after a reload', async () => {
    const touches = await authenticator.signCount()
    expect(await login()).toMatchObject({ sessionToken: expect.any(String) })
    expect(await whoami()).toMatchObject({ ...account, username: 'Ada' })
    await page.reload()
    const work = await page.evaluate((own) => window.corePage.readAndWrite(own), account)
    expect(work.names).toEqual(Array(20).fill('Ada'))
    expect(await authenticator.signCount()).toBe(touches + 1)
  })

  it('is kept under its name, with what its token states', async () => {
    await login()
    const stored = await page.evaluate(async () => {
      const client = await window.corePage.client
      return { session: await client.getSession(), all: await client.getAllSessions() }
    })
    const session = { sessionType: 'SESSION_TYPE_READ_WRITE', ...account, publicKey: expect.stringMatching(/^0[23]/) }
    expect(stored.session).toMatchObject(session)
    expect(Object.values(stored.all ?? {})).toMatchObject([session])
  })

  it('is renewed beyond its own end without a touch', async () => {
    await login('60')
    const [touches, before] = [await authenticator.signCount(), await page.evaluate(readSessionKey)]
    await page.evaluate(async () => (await window.corePage.client).refreshSession({ expirationSeconds: '900' }))
    expect(await page.evaluate(readSessionKey)).not.toBe(before)
    stage.passTime(60)
    expect(await whoami()).toMatchObject(account)
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('ends on time, with the text that the client looks for', async () => {
    await login('60')
    expect(await whoami()).toMatchObject(account)
    stage.passTime(60)
    expect(await whoami()).toContain('Unauthenticated desc = expired api key publicKey')
  })

  it('is forgotten with its key at log-out', async () => {
    await login()
    await page.evaluate(async () => (await window.corePage.client).logout())
    expect(await page.evaluate(async () => (await window.corePage.client).getSession())).toBeUndefined()
    expect(await whoami()).not.toMatchObject({ userId: account.userId })
  })
})

describe('a user', () => {
  beforeEach(() => login())

  it('is read and renamed without a touch', async () => {
    const touches = await authenticator.signCount()
    const user = await page.evaluate(async () => {
      const client = await window.corePage.client
      await client.updateUserName({ userName: 'Ada Lovelace' })
      return client.fetchUser()
    })
    expect(user).toMatchObject({ userId: account.userId, userName: 'Ada Lovelace' })
    expect(await authenticator.signCount()).toBe(touches)
  })

  it('adds a passkey and removes it, for which the server asks for the passkey', async () => {
    const refusal = await page.evaluate(async () => {
      const client = await window.corePage.client
      return client.addPasskey({ name: 'Second' }).catch((error) => `${error} ${error.cause}`)
    })
    expect(refusal).toContain('Turnkey error 7: step-up required')
    const counts = await page.evaluate(async () => {
      const client = await window.corePage.client
      const count = async () => (await client.fetchUser()).authenticators.length
      // The authenticator would rather sign with the newest passkey, which the server does not know yet.
      const [first] = (await client.fetchUser()).authenticators
      const text = atob((first?.credentialId ?? '').replaceAll('-', '+').replaceAll('_', '/'))
      const allowCredentials = [
        { type: 'public-key', id: Uint8Array.from(text, (character) => character.charCodeAt(0)) },
      ]
      await client.overridePasskeyStamper({ config: { rpId: location.hostname, allowCredentials } })
      const authenticatorIds = await client.addPasskey({ name: 'Second', stampWith: 'passkey' })
      const during = await count()
      await client.removePasskeys({ authenticatorIds, stampWith: 'passkey' })
      return [authenticatorIds.length, during, await count()]
    })
    expect(counts).toEqual([1, 2, 1])
  })

  it('makes API keys and deletes them', async () => {
    const left = await page.evaluate(async (own) => {
      const { httpClient } = await window.corePage.client
      const { apiKeyIds } = await window.corePage.readAndWrite(own)
      await httpClient.deleteApiKeys({ userId: own.userId, apiKeyIds })
      return (await httpClient.getApiKeys({ userId: own.userId })).apiKeys.length
    }, account)
    expect(left).toBe(1)
  })
})

/** Runs in the page. */
async function readSessionKey(): Promise<string | undefined> {
  return (await (await window.corePage.client).getSession())?.publicKey
}
