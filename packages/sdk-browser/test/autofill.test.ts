/** Passkeys among the suggestions of a field: an offer that waits, gives way and comes back. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canOfferPasskeys, offerPasskeys } from '../src/autofill.ts'
import { Turnkey } from '../src/index.ts'
import { ApiPeer, ids } from './support/api-peer.ts'
import { codeOf } from './support/code-of.ts'
import { Page } from './support/page.ts'

let page: Page
let peer: ApiPeer
let turnkey: Turnkey
let leaving: AbortController

const offered = (count: number): Promise<void> => vi.waitFor(() => expect(page.authenticator.offers).toBe(count))

beforeEach(async () => {
  page = new Page().install()
  vi.stubGlobal('PublicKeyCredential', { isConditionalMediationAvailable: async () => true })
  peer = new ApiPeer()
  turnkey = new Turnkey({ apiBaseUrl: await peer.listen(), defaultOrganizationId: ids.parent })
  leaving = new AbortController()
})
afterEach(async () => {
  leaving.abort()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await peer.close()
})

describe('an offer', () => {
  it('logs in whoever takes it', async () => {
    expect(await offerPasskeys(turnkey.passkeyClient(), leaving.signal)).toMatchObject({ username: 'ada' })
    expect((await turnkey.getCurrentUser())?.username).toBe('ada')
    expect(page.authenticator.offers).toBe(1)
  })

  it('gives way to a prompt, and comes back after it', async () => {
    page.authenticator.isIdle = true
    const offer = offerPasskeys(turnkey.passkeyClient(), leaving.signal)
    await offered(1)
    const prompt = codeOf(() => turnkey.passkeyClient().getWhoami())
    await vi.waitFor(() => expect(page.authenticator.asked).toHaveLength(2))
    expect(page.authenticator.offers).toBe(1)
    page.authenticator.isIdle = false
    await turnkey.passkeyClient().getWhoami()
    expect(await prompt).toBe('PASSKEY_REPLACED')
    expect(await offer).toMatchObject({ username: 'ada' })
    expect(page.authenticator.offers).toBe(2)
  })

  it('is taken back when the form is left', async () => {
    page.authenticator.isIdle = true
    const offer = offerPasskeys(turnkey.passkeyClient(), leaving.signal)
    await offered(1)
    leaving.abort()
    expect(await offer).toBeUndefined()
    expect(peer.calls).toHaveLength(0)
  })

  it('is replaced by a later one, once', async () => {
    page.authenticator.isIdle = true
    const first = offerPasskeys(turnkey.passkeyClient(), new AbortController().signal)
    await offered(1)
    const second = offerPasskeys(turnkey.passkeyClient(), leaving.signal)
    expect(await first).toBeUndefined()
    leaving.abort()
    expect(await second).toBeUndefined()
    expect(page.authenticator.offers).toBe(2)
  })

  it('is dated anew before its request is too old', async () => {
    page.authenticator.isIdle = true
    const timeouts: AbortController[] = []
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const timeout = new AbortController()
      timeouts.push(timeout)
      return timeout.signal
    })
    const offer = offerPasskeys(turnkey.passkeyClient(), leaving.signal)
    await offered(1)
    timeouts[0]?.abort(new DOMException('', 'TimeoutError'))
    await offered(2)
    vi.restoreAllMocks()
    page.authenticator.isIdle = false
    leaving.abort()
    expect(await offer).toBeUndefined()
  })

  it('ends with the error of the passkey that was chosen', async () => {
    page.authenticator.failure = new DOMException('', 'NotAllowedError')
    expect(await codeOf(() => offerPasskeys(turnkey.passkeyClient(), leaving.signal))).toBe('PASSKEY_CANCELLED')
  })

  it.each([
    ['without passkeys', undefined],
    ['that does not know of it', class {}],
    ['that makes none', { isConditionalMediationAvailable: async () => false }],
  ])('is not made in a browser %s', async (_, api) => {
    if (api) vi.stubGlobal('PublicKeyCredential', api)
    else Reflect.deleteProperty(globalThis, 'PublicKeyCredential')
    expect(await canOfferPasskeys()).toBe(false)
    expect(await offerPasskeys(turnkey.passkeyClient(), leaving.signal)).toBeUndefined()
    expect(page.authenticator.asked).toEqual([])
  })
})
