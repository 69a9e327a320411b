/** Renewing a session: a later end in all tabs, for one request. */
import { iframeRequestTypes } from '@latchkey/contract/iframe-messages'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Turnkey, type TurnkeyConfig, type TurnkeyIframeClient } from '../src/index.ts'
import { ApiPeer, completed, ids, refused } from './support/api-peer.ts'
import { codeOf } from './support/code-of.ts'
import { iframeOrigin, Page } from './support/page.ts'

/** The locks of a browser: one holder of a name, the others in turn. */
class Locks {
  #last: Promise<unknown> = Promise.resolve()

  readonly request = (_name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const result = this.#last.then(work, work)
    this.#last = result
    return result
  }
}

let page: Page
let peer: ApiPeer
let apiBaseUrl: string
let turnkey: Turnkey

async function openTab(config: Partial<TurnkeyConfig> = {}): Promise<[Turnkey, TurnkeyIframeClient]> {
  const tab = new Turnkey({ apiBaseUrl, defaultOrganizationId: ids.parent, iframeUrl: iframeOrigin, ...config })
  page.container.children.length = 0
  return [tab, await tab.iframeClient({ iframeContainer: document.getElementById('container') })]
}

async function openSession(config: Partial<TurnkeyConfig> = {}, seconds = '900'): Promise<TurnkeyIframeClient> {
  const [opened, iframe] = await openTab(config)
  turnkey = opened
  await turnkey.passkeyClient().login()
  await turnkey.passkeyClient().createPasskeySession(ids.user, iframe.iframePublicKey ?? '', seconds)
  return iframe
}

const endOf = (tab: Turnkey): number | undefined => tab.session.getSnapshot().expiresAtMs

beforeEach(async () => {
  page = new Page().install()
  vi.stubGlobal('navigator', { credentials: page.authenticator, onLine: true, locks: new Locks() })
  peer = new ApiPeer()
  apiBaseUrl = await peer.listen()
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  page.close()
  await peer.close()
})

describe('renewing a session', () => {
  it('gives it a later end without a touch, here and in the iframe, with the same key', async () => {
    const iframe = await openSession()
    turnkey.session.subscribe(() => {})
    const touches = page.authenticator.touches
    expect(await turnkey.renewSession('1800')).toBe(true)
    expect(endOf(turnkey)).toBe(4_000_000_000_000)
    expect(page.authenticator.touches).toBe(touches)
    expect(JSON.parse(peer.of('renew_session')[0]?.body ?? '')).toMatchObject({
      organizationId: ids.organization,
      parameters: { expirationSeconds: '1800' },
    })
    expect(peer.of('renew_session')[0]?.headers['x-stamp']).toBeDefined()
    await vi.waitFor(() =>
      expect(
        page.iframe.received.filter(({ type }) => type === iframeRequestTypes.injectCredentialBundle),
      ).toHaveLength(2),
    )
    expect(page.iframe.received.at(-1)).toMatchObject({ expiresAtMs: 4_000_000_000_000 })
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it('by the client itself does the same', async () => {
    const iframe = await openSession()
    turnkey.session.subscribe(() => {})
    await iframe.renewSession()
    expect(endOf(turnkey)).toBe(4_000_000_000_000)
  })

  it('in several tabs at the same moment takes one request', async () => {
    await openSession()
    const [other] = await openTab()
    await other.getActiveClient()
    expect(await Promise.all([turnkey.renewSession(), other.renewSession(), turnkey.renewSession()])).toEqual([
      true,
      true,
      true,
    ])
    expect(peer.of('renew_session')).toHaveLength(1)
  })

  it('takes one request without locks, too, where the tabs do not draw the same delay', async () => {
    await openSession()
    const [other] = await openTab()
    await other.getActiveClient()
    vi.stubGlobal('navigator', { credentials: page.authenticator, onLine: true })
    vi.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(0.25)
    expect(await Promise.all([turnkey.renewSession(), other.renewSession()])).toEqual([true, true])
    expect(peer.of('renew_session')).toHaveLength(1)
  })

  it('asks nobody without a session', async () => {
    const [alone] = await openTab()
    expect(await alone.renewSession()).toBe(false)
    expect(peer.calls).toEqual([])
  })

  it('is refused at its limit, without a prompt, and the session goes on', async () => {
    const iframe = await openSession()
    peer.answers.set('renew_session', refused('STEP_UP_REQUIRED', 403))
    const touches = page.authenticator.touches
    expect(await codeOf(() => turnkey.renewSession())).toBe('STEP_UP_REQUIRED')
    expect(page.authenticator.touches).toBe(touches)
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })
})

describe('a session that is about to end', () => {
  const soon = (): string => String(Math.ceil(Date.now() / 1000) + 2)

  it('is renewed by itself where the configuration says so', async () => {
    await openSession({ renewal: 'automatic' }, '1')
    turnkey.session.subscribe(() => {})
    await vi.waitFor(() => expect(endOf(turnkey)).toBe(4_000_000_000_000), 3_000)
    expect(turnkey.session.getSnapshot().status).toBe('active')
    expect(peer.of('renew_session')).toHaveLength(1)
  })

  it('is not renewed any more at its limit', async () => {
    const expiresAtSeconds = soon()
    const result = { apiKeyId: ids.apiKey, expiresAtSeconds, renewableUntilSeconds: expiresAtSeconds }
    peer.answers.set('renew_session', completed('renewSessionResult', result))
    await openSession({ renewal: 'automatic' }, '1')
    turnkey.session.subscribe(() => {})
    await vi.waitFor(() => expect(turnkey.session.getSnapshot().status).toBe('expired'), 5_000)
    expect(peer.of('renew_session')).toHaveLength(1)
  })

  it('ends otherwise', async () => {
    await openSession({}, '1')
    turnkey.session.subscribe(() => {})
    await vi.waitFor(() => expect(turnkey.session.getSnapshot().status).toBe('expired'), 3_000)
    expect(peer.of('renew_session')).toEqual([])
  })
})
