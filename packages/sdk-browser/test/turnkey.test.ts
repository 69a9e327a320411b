/** The whole SDK in a page, against an API over HTTP and an auth iframe with real keys. */
import { iframeRequestTypes } from '@latchkey/contract/iframe-messages'
import {
  generateTargetKey,
  openCredentialBundle,
  publicKeyOf,
  readApiKeyStamp,
  readHex,
  toHex,
  toUtf8,
  verifyDer,
} from '@latchkey/crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type SessionSnapshot, Turnkey, type TurnkeyIframeClient } from '../src/index.ts'
import { currentUserKey, sessionKey } from '../src/session/session-storage.ts'
import { ApiPeer, completed, ids, loggedIn, refused } from './support/api-peer.ts'
import { codeOf } from './support/code-of.ts'
import { iframeOrigin, Page } from './support/page.ts'

let page: Page
let peer: ApiPeer
let apiBaseUrl: string
let turnkey: Turnkey

const makeTurnkey = (): Turnkey =>
  new Turnkey({ apiBaseUrl, defaultOrganizationId: ids.parent, iframeUrl: iframeOrigin })
const openIframe = (of = turnkey, signal?: AbortSignal): Promise<TurnkeyIframeClient> =>
  of.iframeClient({ iframeContainer: document.getElementById('container'), signal })

async function openSession(expirationSeconds?: string): Promise<TurnkeyIframeClient> {
  const iframe = await openIframe()
  const passkey = turnkey.passkeyClient()
  await passkey.login()
  await passkey.createPasskeySession(ids.user, iframe.iframePublicKey ?? '', expirationSeconds)
  return iframe
}

/** What is left of a page after a reload: storage, and what the iframe stored. */
function reload(): Turnkey {
  page.container.children.length = 0
  return makeTurnkey()
}

const bodyOf = (name: string): unknown => JSON.parse(peer.of(name)[0]?.body ?? '')

beforeEach(async () => {
  page = new Page().install()
  peer = new ApiPeer()
  apiBaseUrl = await peer.listen()
  turnkey = makeTurnkey()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  page.close()
  await peer.close()
})

describe('login', () => {
  it('asks the configured organization and remembers who answered, without another request', async () => {
    await turnkey.passkeyClient().login()
    expect(bodyOf('create_read_only_session')).toMatchObject({ organizationId: ids.parent })
    expect(await turnkey.getCurrentUser()).toEqual({
      userId: ids.user,
      username: 'ada',
      organization: { organizationId: ids.organization, organizationName: 'Ada’s' },
      readOnlySession: { token: `token of ${ids.user}`, expiresAtMs: 4_000_000_000_000 },
      passkey: { credentialId: 'AQID-g', userHandle: 'BwcH' },
    })
    expect(peer.calls).toHaveLength(1)
    await turnkey.passkeyClient().login()
    expect(JSON.parse(peer.calls[1]?.body ?? '')).toMatchObject({ organizationId: ids.parent })
  })

  it('makes the user’s organization the default of later calls', async () => {
    const passkey = turnkey.passkeyClient()
    await passkey.login()
    await passkey.getWhoami()
    expect(bodyOf('whoami')).toEqual({ organizationId: ids.organization })
  })

  it('makes the passkey that answered the one that stands in for the session, and that opens one', async () => {
    const iframe = await openIframe()
    const passkey = turnkey.passkeyClient()
    await passkey.login()
    await (await turnkey.getActiveClient()).getWhoami()
    await passkey.createPasskeySession(ids.user, iframe.iframePublicKey ?? '')
    await passkey.createPasskeySession(ids.otherUser, iframe.iframePublicKey ?? '')
    await passkey.login()
    const known = [{ type: 'public-key', id: page.authenticator.credentialId }]
    expect(page.authenticator.asked).toMatchObject(
      [[], known, known, [], []].map((allowCredentials) => ({ allowCredentials })),
    )
  })

  it('does not trust what storage says of the passkey', async () => {
    await turnkey.passkeyClient().login()
    const record = JSON.parse(page.storage.getItem(currentUserKey) ?? '')
    page.storage.setItem(currentUserKey, JSON.stringify({ ...record, passkey: { credentialId: '!' } }))
    await (await turnkey.getActiveClient()).getWhoami()
    expect(page.authenticator.asked[1]).toMatchObject({ allowCredentials: [] })
    page.storage.setItem(currentUserKey, JSON.stringify({ ...record, passkey: 5 }))
    expect(await turnkey.getCurrentUser()).toBeUndefined()
  })

  it('lets the page read with the token alone, as long as it lives', async () => {
    expect(await turnkey.currentUserSession()).toBeUndefined()
    await turnkey.passkeyClient().login()
    await (await turnkey.currentUserSession())?.getWhoami()
    const headers = peer.of('whoami')[0]?.headers
    expect(headers).toMatchObject({
      'x-session': `token of ${ids.user}`,
      'x-client-version': '@latchkey/sdk-browser@0.1.0',
    })
    expect(headers?.['x-stamp-webauthn']).toBeUndefined()
    peer.answers.set('create_read_only_session', loggedIn(ids.user, '1'))
    await turnkey.passkeyClient().login()
    expect(await turnkey.currentUserSession()).toBeUndefined()
    expect(await turnkey.getCurrentUser()).toBeDefined()
  })

  it('by somebody else ends the session of whoever was there before', async () => {
    const iframe = await openSession()
    const { iframePublicKey } = iframe
    peer.answers.set('create_read_only_session', loggedIn(ids.otherUser))
    await turnkey.passkeyClient().login()
    expect((await turnkey.getCurrentUser())?.userId).toBe(ids.otherUser)
    expect(peer.of('delete_api_keys')).toHaveLength(1)
    expect(await turnkey.getActiveClient()).not.toBe(iframe)
    expect(iframe.iframePublicKey).not.toBe(iframePublicKey)
  })
})

describe('opening a session with a live iframe', () => {
  it('takes one touch and one request, for a key the iframe made', async () => {
    const iframe = await openIframe()
    const passkey = turnkey.passkeyClient()
    const bundle = await passkey.createPasskeySession(ids.user, iframe.iframePublicKey ?? '', '60', ids.organization)
    expect(page.iframe.count(iframeRequestTypes.createSessionKey)).toBe(1)
    expect(page.authenticator.touches).toBe(1)
    expect(peer.calls).toHaveLength(1)
    expect(bodyOf('create_api_keys')).toMatchObject({
      organizationId: ids.organization,
      type: 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
      parameters: {
        userId: ids.user,
        apiKeys: [
          {
            apiKeyName: expect.stringMatching(/^Session Key \d{13}$/),
            curveType: 'API_KEY_CURVE_P256',
            expirationSeconds: '60',
          },
        ],
      },
    })
    expect(await turnkey.getAuthBundle()).toBe(bundle)
  })

  it('makes the iframe’s key sign, whether or not the bundle is injected by hand', async () => {
    const iframe = await openSession()
    const bundle = await turnkey.getAuthBundle()
    expect(await iframe.injectCredentialBundle(bundle ?? '')).toBe(true)
    await iframe.getWhoami()
    const [call] = peer.of('whoami')
    const stamp = readApiKeyStamp(String(call?.headers['x-stamp']))
    const registered = JSON.stringify(bodyOf('create_api_keys'))
    expect(registered).toContain(stamp.publicKeyHex)
    const [publicKey, signature] = [readHex(stamp.publicKeyHex), readHex(stamp.signatureHex)]
    expect(await verifyDer(publicKey, toUtf8(call?.body ?? ''), signature)).toBe(true)
    expect(page.authenticator.touches).toBe(2) // log-in and session
  })

  it('lasts 900 seconds unless told otherwise, counted from when the request was sent', async () => {
    const iframe = await openIframe()
    const passkey = turnkey.passkeyClient()
    let touchedMs = 0
    page.authenticator.onTouch = () => {
      touchedMs = Date.now()
    }
    await passkey.createPasskeySession(ids.user, iframe.iframePublicKey ?? '')
    const { expiresAtMs }: { expiresAtMs: number } = JSON.parse(page.storage.getItem(sessionKey) ?? '')
    expect(expiresAtMs).toBeGreaterThanOrEqual(touchedMs + 900_000)
    expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 900_000)
  })

  it('stores what is needed to find the session again, and no key', async () => {
    await openSession()
    const record: Record<string, unknown> = JSON.parse(page.storage.getItem(sessionKey) ?? '')
    expect(Object.keys(record).sort()).toEqual([
      'apiKeyId',
      'bundle',
      'clockOffsetMs',
      'expiresAtMs',
      'openedAtMs',
      'organizationId',
      'publicKeyHex',
      'userId',
    ])
    expect(record).toMatchObject({ apiKeyId: ids.apiKey, userId: ids.user, organizationId: ids.organization })
  })

  it.each([
    ['EXPIRATION_INVALID', ids.user, 'soon'],
    ['LOGIN_REQUIRED', '', '900'],
  ])('fails with %s before anybody is asked', async (code, userId, expirationSeconds) => {
    const { iframePublicKey } = await openIframe()
    const opening = turnkey.passkeyClient().createPasskeySession(userId, iframePublicKey ?? '', expirationSeconds)
    expect(await codeOf(() => opening)).toBe(code)
    expect([page.authenticator.touches, peer.calls.length]).toEqual([0, 0])
  })

  it('stores nothing when the touch is declined or the server refuses', async () => {
    const { iframePublicKey } = await openIframe()
    const open = (): Promise<string> => turnkey.passkeyClient().createPasskeySession(ids.user, iframePublicKey ?? '')
    page.authenticator.failure = new DOMException('', 'NotAllowedError')
    expect(await codeOf(open)).toBe('PASSKEY_CANCELLED')
    page.authenticator.failure = undefined
    peer.answers.set('create_api_keys', refused('PERMISSION_DENIED', 403))
    expect(await codeOf(open)).toBe('PERMISSION_DENIED')
    peer.answers.set('create_api_keys', completed('createApiKeysResult', { apiKeyIds: [] }))
    expect(await codeOf(open)).toBe('RESPONSE_MALFORMED')
    expect(page.storage.getItem(sessionKey)).toBeNull()
  })
})

describe('opening a session for a target key alone', () => {
  it('seals the registered key to it', async () => {
    const targetKey = await generateTargetKey()
    const passkey = turnkey.passkeyClient()
    const bundle = await passkey.createPasskeySession(ids.user, toHex(targetKey.publicKey), '900')
    const privateKey = await openCredentialBundle({ bundle, targetKey })
    expect(JSON.stringify(bodyOf('create_api_keys'))).toContain(toHex(await publicKeyOf(privateKey)))
    expect(await turnkey.getAuthBundle()).toBe(bundle)
    expect(await turnkey.getActiveClient()).toBeInstanceOf(Object.getPrototypeOf(passkey).constructor)
  })

  it('needs one', async () => {
    const code = await codeOf(() => turnkey.passkeyClient().createPasskeySession(ids.user, ''))
    expect(code).toBe('TARGET_KEY_MISSING')
  })
})

describe('the active client', () => {
  it('is the iframe’s while the session lives, without a request or a message', async () => {
    const iframe = await openSession()
    const [requests, messages] = [peer.calls.length, page.iframe.received.length]
    expect(await turnkey.getActiveClient()).toBe(iframe)
    expect([peer.calls.length, page.iframe.received.length]).toEqual([requests, messages])
  })

  it('is the iframe’s after a reload, without a touch or a request', async () => {
    await openSession()
    const [requests, touches] = [peer.calls.length, page.authenticator.touches]
    turnkey = reload()
    const opening = openIframe()
    const active = await turnkey.getActiveClient()
    expect(active).toBe(await opening)
    expect(peer.calls).toHaveLength(requests)
    await active.getWhoami()
    expect(page.authenticator.touches).toBe(touches)
    expect(page.iframe.count(iframeRequestTypes.injectCredentialBundle)).toBe(1)
  })

  it('is the passkey’s once the session is over', async () => {
    const iframe = await openSession('5')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 })
    const active = await turnkey.getActiveClient()
    expect(active).not.toBe(iframe)
    expect(active).toBe(await turnkey.getActiveClient())
    await active.getWhoami()
    expect(peer.of('whoami')[0]?.headers['x-stamp-webauthn']).toBeDefined()
  })

  it('is the passkey’s after a reload without an iframe, and with one that fails', async () => {
    await openSession()
    turnkey = reload()
    expect(await turnkey.getActiveClient()).not.toHaveProperty('iframePublicKey')
    page.iframeFailure = 'IFRAME_STORAGE_BLOCKED'
    const opening = codeOf(() => openIframe())
    expect(await turnkey.getActiveClient()).not.toHaveProperty('iframePublicKey')
    expect(await opening).toBe('IFRAME_STORAGE_BLOCKED')
  })

  it('is that of a second iframe when the first is removed while it opens', async () => {
    await openSession()
    turnkey = reload()
    const removal = new AbortController()
    const first = codeOf(() => openIframe(turnkey, removal.signal))
    const active = turnkey.getActiveClient()
    removal.abort()
    const second = openIframe()
    expect(await active).toBe(await second)
    expect(await first).toBe('IFRAME_NOT_LOADED')
  })

  it('is the passkey’s when the bundle does not open any more, and the session is over', async () => {
    await openSession()
    turnkey = reload()
    delete page.frameStorage.target
    const iframe = await openIframe()
    expect(await turnkey.getActiveClient()).not.toBe(iframe)
    expect(turnkey.session.getSnapshot().status).toBe('expired')
  })

  it.each(['API_KEY_EXPIRED', 'PUBLIC_KEY_NOT_FOUND'])('is the passkey’s after the server said %s', async (code) => {
    const iframe = await openSession()
    peer.answers.set('whoami', refused(code))
    expect(await codeOf(() => iframe.getWhoami())).toBe(code)
    expect(turnkey.session.getSnapshot().status).toBe('expired')
    expect(await turnkey.getActiveClient()).not.toBe(iframe)
  })

  it('remains the iframe’s when a key is not found in some other organization', async () => {
    const iframe = await openSession()
    peer.answers.set('whoami', refused('PUBLIC_KEY_NOT_FOUND'))
    expect(await codeOf(() => iframe.getWhoami({ organizationId: ids.otherUser }))).toBe('PUBLIC_KEY_NOT_FOUND')
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it('brings the key back when the iframe lost it', async () => {
    const iframe = await openSession()
    page.reloadIframes()
    await vi.waitFor(() => expect(iframe.heldBundle).toBeUndefined())
    expect(await codeOf(() => iframe.getWhoami())).toBe('IFRAME_KEY_MISSING')
    expect(await turnkey.getActiveClient()).toBe(iframe)
    expect((await iframe.getWhoami()).username).toBe('ada')
  })
})

describe('the observable session', () => {
  it('goes from signed-out over active to expired and back', async () => {
    const seen: string[] = []
    turnkey.session.subscribe(() => seen.push(turnkey.session.getSnapshot().status))
    await openSession('1')
    expect(turnkey.session.getSnapshot()).toMatchObject({
      status: 'active',
      storage: 'indexeddb',
      user: { userId: ids.user },
    })
    await vi.waitFor(() => expect(seen.at(-1)).toBe('expired'), 3_000)
    await turnkey.logoutUser()
    expect(turnkey.session.getSnapshot().status).toBe('signed-out')
  })

  it('brings in a session that another tab opened', async () => {
    const iframe = await openSession()
    const first = page.storage.getItem(sessionKey)
    const other = makeTurnkey().passkeyClient()
    const frame = page.iframe
    await other.createPasskeySession(ids.user, iframe.iframePublicKey ?? '')
    expect(page.storage.getItem(sessionKey)).not.toBe(first)
    page.window.dispatchEvent(new Event('storage'))
    await vi.waitFor(() => expect(frame.count(iframeRequestTypes.injectCredentialBundle)).toBe(2))
    await vi.waitFor(() => expect(turnkey.session.getSnapshot().status).toBe('active'))
  })
})

describe('on a device whose clock is wrong', () => {
  const hourMs = 3_600_000
  const show = (): SessionSnapshot => turnkey.session.getSnapshot()

  it.each([-2 * hourMs, 2 * hourMs])('by %i ms, a session lasts as long as on the server', async (aheadMs) => {
    peer.clockAheadMs = aheadMs
    turnkey.session.subscribe(() => {})
    const iframe = await openSession('900')
    const { status, expiresAtMs = 0, clockSkewMs = 0 } = show()
    expect(status).toBe('active')
    // As the device's own clock will show it.
    expect(Math.abs(expiresAtMs - Date.now() - 900_000)).toBeLessThan(5_000)
    expect(Math.abs(clockSkewMs + aheadMs)).toBeLessThan(5_000)
    const { expiresAtMs: dropsAtMs } = page.iframe.received.find(({ expiresAtMs }) => expiresAtMs) ?? {}
    expect(Math.abs((dropsAtMs ?? 0) - Date.now() - 900_000)).toBeLessThan(5_000)
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it('dates requests by the server’s clock once it has answered, and after a reload, too', async () => {
    peer.clockAheadMs = -2 * hourMs
    await openSession('900')
    const sentAt = (name: string): number => Number(JSON.parse(peer.of(name).at(-1)?.body ?? '').timestampMs)
    const serverMs = (): number => Date.now() + peer.clockAheadMs
    expect(Math.abs(sentAt('create_read_only_session') - Date.now())).toBeLessThan(5_000)
    expect(Math.abs(sentAt('create_api_keys') - serverMs())).toBeLessThan(5_000)
    turnkey = reload()
    await openIframe()
    await turnkey.logoutUser()
    expect(Math.abs(sentAt('delete_api_keys') - serverMs())).toBeLessThan(5_000)
  })
})

describe('an outage', () => {
  it('is offline, not the end: the session goes on with the next answer', async () => {
    const iframe = await openSession()
    turnkey.session.subscribe(() => {})
    const unreachable = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'))
    expect(await codeOf(() => iframe.getWhoami())).toBe('NETWORK_UNREACHABLE')
    expect(turnkey.session.getSnapshot().status).toBe('offline')
    expect(await turnkey.getActiveClient()).toBe(iframe)
    unreachable.mockRestore()
    await iframe.getWhoami()
    expect(turnkey.session.getSnapshot().status).toBe('active')
  })

  it('is over with a refusal, too: who refuses is there', async () => {
    const iframe = await openSession()
    turnkey.session.subscribe(() => {})
    window.dispatchEvent(new Event('offline'))
    expect(turnkey.session.getSnapshot().status).toBe('offline')
    peer.answers.set('whoami', refused('REQUEST_NOT_AUTHORIZED', 403))
    await codeOf(() => iframe.getWhoami())
    expect(turnkey.session.getSnapshot().status).toBe('active')
  })
})

describe('an auth iframe that does not come up', () => {
  it('blocks, with its cause, until another one opens', async () => {
    turnkey.session.subscribe(() => {})
    page.iframeFailure = 'IFRAME_STORAGE_BLOCKED'
    expect(await codeOf(() => openIframe())).toBe('IFRAME_STORAGE_BLOCKED')
    expect(turnkey.session.getSnapshot()).toMatchObject({
      status: 'blocked',
      problem: { code: 'IFRAME_STORAGE_BLOCKED', remedy: expect.stringContaining('third-party storage') },
    })
    page.iframeFailure = undefined
    await openIframe()
    expect(turnkey.session.getSnapshot().status).toBe('signed-out')
  })

  it('does not block when it was taken away, nor beside one that works', async () => {
    turnkey.session.subscribe(() => {})
    const removal = new AbortController()
    const removed = codeOf(() => openIframe(turnkey, removal.signal))
    removal.abort()
    expect(await removed).toBe('IFRAME_NOT_LOADED')
    await openIframe()
    expect(await codeOf(() => openIframe())).toBe('IFRAME_ALREADY_EXISTS')
    expect(turnkey.session.getSnapshot().status).toBe('signed-out')
  })
})

describe('logging out', () => {
  it('deletes both sessions on the server, each signed by itself, then wipes the iframe and storage', async () => {
    const iframe = await openSession()
    const before = iframe.iframePublicKey
    expect(await turnkey.logoutUser()).toBe(true)
    expect(bodyOf('delete_api_keys')).toMatchObject({
      organizationId: ids.organization,
      parameters: { userId: ids.user, apiKeyIds: [ids.apiKey] },
    })
    expect(peer.of('delete_api_keys')[0]?.headers['x-stamp']).toBeDefined()
    expect(peer.of('delete_read_only_sessions')[0]?.headers['x-session']).toBe(`token of ${ids.user}`)
    expect(page.authenticator.touches).toBe(2) // log-in and session
    expect(page.storage.getItem(sessionKey) ?? page.storage.getItem(currentUserKey)).toBeNull()
    expect(iframe.iframePublicKey).toMatch(/^04/)
    expect(iframe.iframePublicKey).not.toBe(before)
    expect(await codeOf(() => iframe.getWhoami())).toBe('IFRAME_KEY_MISSING')
    expect(await turnkey.getCurrentUser()).toBeUndefined()
  })

  it('right after a reload brings the key back to delete it', async () => {
    await openSession()
    turnkey = reload()
    await openIframe()
    await turnkey.logoutUser()
    expect(peer.of('delete_api_keys')).toHaveLength(1)
  })

  it('wipes the page even if the server is gone', async () => {
    const iframe = await openSession()
    await peer.close()
    expect(await turnkey.logoutUser()).toBe(true)
    expect(page.storage.length).toBe(0)
    expect(await codeOf(() => iframe.getWhoami())).toBe('IFRAME_KEY_MISSING')
  })

  it('of nobody makes no request', async () => {
    expect(await turnkey.logoutUser()).toBe(true)
    expect(peer.calls).toHaveLength(0)
  })

  it('lets the next user open a session in the same page', async () => {
    const iframe = await openSession()
    await turnkey.logoutUser()
    await turnkey.passkeyClient().createPasskeySession(ids.otherUser, iframe.iframePublicKey ?? '')
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })
})

describe('a page without storage', () => {
  it('has sessions that last as long as it does', async () => {
    vi.stubGlobal('window', {
      addEventListener: () => undefined,
      get localStorage() {
        throw new DOMException('', 'SecurityError')
      },
    })
    const iframe = await openSession()
    expect(await turnkey.getActiveClient()).toBe(iframe)
    expect((await turnkey.getCurrentUser())?.username).toBe('ada')
  })
})

describe('the iframe client', () => {
  it('remains the one in use when a second iframe is not let into its place', async () => {
    const iframe = await openSession()
    expect(await codeOf(() => openIframe())).toBe('IFRAME_ALREADY_EXISTS')
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it('is not used any more once its iframe was removed', async () => {
    const removal = new AbortController()
    const iframe = await openIframe(turnkey, removal.signal)
    await turnkey.passkeyClient().createPasskeySession(ids.user, iframe.iframePublicKey ?? '')
    expect(await turnkey.getActiveClient()).toBe(iframe)
    removal.abort()
    expect(await turnkey.getActiveClient()).not.toBe(iframe)
  })

  it('needs a URL', async () => {
    const without = new Turnkey({ apiBaseUrl, defaultOrganizationId: ids.parent })
    expect(await codeOf(() => openIframe(without))).toBe('CONFIG_INVALID')
  })
})

describe('making a Turnkey', () => {
  it('touches neither page nor storage', () => {
    const touched: string[] = []
    for (const name of ['window', 'document', 'location', 'localStorage', 'navigator']) {
      vi.stubGlobal(name, new Proxy({}, { get: (_, member) => touched.push(`${name}.${String(member)}`) }))
    }
    const { session } = makeTurnkey()
    makeTurnkey().passkeyClient()
    expect(session.getServerSnapshot()).toBe(session.getSnapshot())
    expect(touched).toEqual([])
  })
})
