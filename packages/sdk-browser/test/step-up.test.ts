/** What a session may not do: one touch of the user's own passkey, and the session stays as it is. */
import { ApiError, LatchkeyError } from '@latchkey/http-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PasskeyError, Turnkey, type TurnkeyConfig, type TurnkeyIframeClient } from '../src/index.ts'
import { sessionKey } from '../src/session/session-storage.ts'
import { type Answer, type Answering, ApiPeer, completed, ids, refused } from './support/api-peer.ts'
import { codeOf } from './support/code-of.ts'
import { iframeOrigin, Page } from './support/page.ts'

let page: Page
let peer: ApiPeer
let turnkey: Turnkey
let iframe: TurnkeyIframeClient

const done: Answer = completed('createAuthenticatorsResult', { authenticatorIds: ['new'] })
const stepUpRequired = refused('STEP_UP_REQUIRED', 403)

/** Refuses what the session key signed; answers a passkey with `answer`. */
const unlessPasskey =
  (answer: Answer): Answering =>
  ({ headers }) =>
    headers['x-stamp-webauthn'] ? answer : stepUpRequired

const passkeysOf = (...credentialIds: string[]): Answer => [
  200,
  { authenticators: credentialIds.map((credentialId) => ({ credentialId })) },
]

async function start(config: Partial<TurnkeyConfig> = {}): Promise<void> {
  turnkey = new Turnkey({
    apiBaseUrl: await peer.listen(),
    defaultOrganizationId: ids.parent,
    iframeUrl: iframeOrigin,
    ...config,
  })
  iframe = await turnkey.iframeClient({ iframeContainer: document.getElementById('container') })
  await turnkey.passkeyClient().login()
  await turnkey.passkeyClient().createPasskeySession(ids.user, iframe.iframePublicKey ?? '')
  page.authenticator.touches = 0
  page.authenticator.asked.length = 0
}

const addPasskey = (): Promise<unknown> => iframe.createAuthenticators({ userId: ids.user, authenticators: [] })

async function errorOf(action: () => Promise<unknown>): Promise<unknown> {
  return action().then(
    () => undefined,
    (error: unknown) => error,
  )
}

beforeEach(() => {
  page = new Page().install()
  peer = new ApiPeer()
  peer.answers.set('create_authenticators', unlessPasskey(done))
  peer.answers.set('get_authenticators', passkeysOf('AQID-g', 'CQk'))
})
afterEach(async () => {
  vi.unstubAllGlobals()
  page.close()
  await peer.close()
})

describe('a request the session may not make', () => {
  it('is made with one touch, and opens no session', async () => {
    await start()
    const before = page.storage.getItem(sessionKey)
    expect(await addPasskey()).toMatchObject({ authenticatorIds: ['new'] })
    expect(page.authenticator.touches).toBe(1)
    expect(peer.of('create_authenticators')).toHaveLength(2)
    expect(peer.of('create_api_keys')).toHaveLength(1)
    expect(page.storage.getItem(sessionKey)).toBe(before)
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it('asks for the user’s own passkeys and no others', async () => {
    await start({ rpId: 'example' })
    await addPasskey()
    expect(JSON.parse(peer.of('get_authenticators')[0]?.body ?? '')).toEqual({
      userId: ids.user,
      organizationId: ids.organization,
    })
    expect(peer.of('get_authenticators')[0]?.headers['x-stamp']).toBeDefined()
    expect(page.authenticator.asked).toEqual([
      expect.objectContaining({
        rpId: 'example',
        allowCredentials: [
          { type: 'public-key', id: Uint8Array.of(1, 2, 3, 250) },
          { type: 'public-key', id: Uint8Array.of(9, 9) },
        ],
      }),
    ])
  })

  it('asks for any passkey when it is not known whose session it is', async () => {
    await start()
    page.storage.removeItem(sessionKey)
    await addPasskey()
    expect(page.authenticator.asked).toEqual([expect.objectContaining({ allowCredentials: [] })])
    expect(peer.of('get_authenticators')).toHaveLength(0)
  })

  it('is refused without a prompt when the user has no passkey', async () => {
    await start()
    peer.answers.set('get_authenticators', passkeysOf())
    expect(await codeOf(addPasskey)).toBe('STEP_UP_REQUIRED')
    expect(page.authenticator.asked).toEqual([])
  })

  it('changes nothing when the prompt is cancelled', async () => {
    await start()
    const before = page.storage.getItem(sessionKey)
    page.authenticator.failure = new DOMException('', 'NotAllowedError')
    const error = await errorOf(addPasskey)
    expect(error).toBeInstanceOf(PasskeyError)
    expect(error).toMatchObject({ code: 'PASSKEY_CANCELLED', remedy: expect.stringContaining('Try again') })
    expect(error instanceof LatchkeyError && error.cause).toMatchObject({ code: 'STEP_UP_REQUIRED', httpStatus: 403 })
    expect(peer.of('create_authenticators')).toHaveLength(1)
    expect(page.storage.getItem(sessionKey)).toBe(before)
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })

  it.each([
    ['CREDENTIAL_ID_NOT_FOUND', 401],
    ['ORGANIZATION_MISMATCH', 403],
  ])('says that the passkey belongs to another account after %s', async (code, status) => {
    await start()
    peer.answers.set('create_authenticators', unlessPasskey(refused(code, status)))
    const error = await errorOf(addPasskey)
    expect(error).toBeInstanceOf(PasskeyError)
    expect(error).toMatchObject({ code: 'PASSKEY_OF_ANOTHER_ACCOUNT', cause: { code } })
    expect(turnkey.session.getSnapshot().status).toBe('active')
  })

  it.each([
    ['STEP_UP_REQUIRED', 403],
    ['AUTHENTICATORS_EXHAUSTED', 429],
  ])('is not tried again when the passkey’s request is answered %s', async (code, status) => {
    await start()
    peer.answers.set('create_authenticators', unlessPasskey(refused(code, status)))
    expect(await errorOf(addPasskey)).toBeInstanceOf(ApiError)
    expect(await codeOf(addPasskey)).toBe(code)
    expect(page.authenticator.touches).toBe(2)
    expect(peer.of('create_authenticators')).toHaveLength(4)
  })

  it('is refused with STEP_UP_REQUIRED where the configuration says never', async () => {
    await start({ stepUp: 'never' })
    const error = await errorOf(addPasskey)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'STEP_UP_REQUIRED' })
    expect(page.authenticator.asked).toEqual([])
    expect(peer.of('create_authenticators')).toHaveLength(1)
  })
})

describe('requests at the same time', () => {
  it('prompt and are answered one after the other', async () => {
    await start()
    const touches: (() => void)[] = []
    const { get } = page.authenticator
    const waitForTouch = () => new Promise<void>((resolve) => touches.push(resolve))
    const credentials = { get: (options: CredentialRequestOptions) => waitForTouch().then(() => get(options)) }
    vi.stubGlobal('navigator', { credentials })
    const requests = Promise.all([codeOf(addPasskey), codeOf(addPasskey), codeOf(addPasskey)])
    await vi.waitFor(() => expect(peer.of('get_authenticators')).toHaveLength(3))
    for (const count of [1, 2, 3]) {
      await vi.waitFor(() => expect(touches).toHaveLength(count))
      expect(peer.of('create_authenticators')).toHaveLength(3 + count - 1)
      touches[count - 1]?.()
    }
    expect(await requests).toEqual([undefined, undefined, undefined])
    expect(page.authenticator.touches).toBe(3)
  })

  it('go on after one that was cancelled', async () => {
    await start()
    const { get } = page.authenticator
    const declineOnce = vi.fn(get).mockRejectedValueOnce(new DOMException('', 'NotAllowedError'))
    vi.stubGlobal('navigator', { credentials: { get: declineOnce } })
    const codes = await Promise.all([codeOf(addPasskey), codeOf(addPasskey)])
    expect(codes.toSorted()).toEqual(['PASSKEY_CANCELLED', undefined])
  })

  it('do not end a log-in that is waiting for its touch', async () => {
    await start()
    page.authenticator.isIdle = true
    const login = codeOf(() => turnkey.passkeyClient().login())
    await vi.waitFor(() => expect(page.authenticator.asked).toHaveLength(1))
    const added = addPasskey()
    await vi.waitFor(() => expect(peer.of('get_authenticators')).toHaveLength(1))
    page.authenticator.isIdle = false
    // A second log-in of the person's own ends the first; the step-up comes after it.
    await turnkey.passkeyClient().login()
    expect(await login).toBe('PASSKEY_REPLACED')
    expect(await added).toMatchObject({ authenticatorIds: ['new'] })
    expect(page.authenticator.asked).toHaveLength(3)
  })
})
