/** Which client is used when. */
import { beforeEach, describe, expect, it } from 'vitest'
import { IframeError } from '../../src/iframe/iframe-error.ts'
import { ActiveClient, type RestorableClient } from '../../src/session/active-client.ts'
import { SessionKeeper } from '../../src/session/session-keeper.ts'
import { SessionStorage } from '../../src/session/session-storage.ts'

const session = {
  bundle: 'bundle',
  publicKeyHex: '02',
  apiKeyId: 'key',
  userId: 'ada',
  organizationId: 'org',
  openedAtMs: 0,
  expiresAtMs: 1000,
  clockOffsetMs: 0,
}
const passkeyClient = 'the passkey client'

class IframeClient implements RestorableClient {
  heldBundle: string | undefined
  failure: unknown
  injections = 0
  duringInjection: () => void = () => {}

  hold(bundle: string): void {
    this.heldBundle = bundle
    keeper.markRestored(bundle, keeper.findSession()?.expiresAtMs ?? 0)
  }

  async injectCredentialBundle(bundle: string): Promise<boolean> {
    this.injections += 1
    await Promise.resolve()
    this.duringInjection()
    if (this.failure) throw this.failure
    this.hold(bundle)
    return true
  }
}

let nowMs: number
let keeper: SessionKeeper
let iframeClient: IframeClient
let findIframeClient: () => Promise<IframeClient | undefined>
let activeClient: ActiveClient<IframeClient, string>

beforeEach(() => {
  nowMs = 0
  keeper = new SessionKeeper(new SessionStorage(), () => nowMs)
  iframeClient = new IframeClient()
  findIframeClient = async () => iframeClient
  activeClient = new ActiveClient(keeper, {
    findIframeClient: () => findIframeClient(),
    getPasskeyClient: () => passkeyClient,
  })
})

describe('the active client', () => {
  it('is the passkey’s without a session, without waiting for an iframe', async () => {
    findIframeClient = () => new Promise(() => {})
    expect(await activeClient.find()).toBe(passkeyClient)
  })

  it('is the iframe’s while it holds the key of a live session, and injects nothing', async () => {
    keeper.saveSession(session)
    iframeClient.hold('bundle')
    nowMs = 999
    expect(await activeClient.find()).toBe(iframeClient)
    expect(iframeClient.injections).toBe(0)
  })

  it('is the passkey’s from the end of the session on', async () => {
    keeper.saveSession(session)
    iframeClient.hold('bundle')
    nowMs = 1000
    expect(await activeClient.find()).toBe(passkeyClient)
  })

  it('is the passkey’s where there is no iframe', async () => {
    keeper.saveSession(session)
    findIframeClient = async () => undefined
    expect(await activeClient.find()).toBe(passkeyClient)
  })

  it('brings a stored session back, once for callers at the same time', async () => {
    keeper.saveSession(session)
    const clients = await Promise.all([activeClient.find(), activeClient.find(), activeClient.find()])
    expect(clients).toEqual([iframeClient, iframeClient, iframeClient])
    expect(iframeClient.injections).toBe(1)
    expect(await activeClient.find()).toBe(iframeClient)
    expect(iframeClient.injections).toBe(1)
  })

  it('brings a session of another tab in, in place of the one held', async () => {
    keeper.saveSession(session)
    iframeClient.hold('older bundle')
    expect(await activeClient.find()).toBe(iframeClient)
    expect(iframeClient.heldBundle).toBe('bundle')
  })

  it('brings in again a session that another tab renewed, since the iframe would drop its key at the old end', async () => {
    keeper.saveSession(session)
    iframeClient.hold('bundle')
    keeper.extendSession('key', 2000, 3000)
    expect(await activeClient.find()).toBe(iframeClient)
    expect(iframeClient.injections).toBe(1)
    nowMs = 1500
    expect(await activeClient.find()).toBe(iframeClient)
    expect(iframeClient.injections).toBe(1)
  })

  it('does not come back by a renewal that was answered after its end', async () => {
    keeper.saveSession(session)
    iframeClient.hold('bundle')
    keeper.endSession('bundle')
    keeper.extendSession('key', 2000, 3000)
    expect(await activeClient.find()).toBe(passkeyClient)
  })

  it('waits for an iframe that is opening', async () => {
    keeper.saveSession(session)
    let open: (client: IframeClient) => void = () => {}
    findIframeClient = () =>
      new Promise((resolve) => {
        open = resolve
      })
    const found = activeClient.find()
    open(iframeClient)
    expect(await found).toBe(iframeClient)
  })

  it('is the passkey’s when the session ends during the wait', async () => {
    keeper.saveSession(session)
    findIframeClient = async () => {
      nowMs = 1000
      return iframeClient
    }
    expect(await activeClient.find()).toBe(passkeyClient)
    expect(iframeClient.injections).toBe(0)
  })

  it.each(['BUNDLE_MALFORMED', 'BUNDLE_NOT_FOR_THIS_KEY', 'IFRAME_KEY_MISSING'] as const)(
    'is the passkey’s after %s, and the session is over',
    async (code) => {
      keeper.saveSession(session)
      iframeClient.failure = new IframeError(code)
      expect(await activeClient.find()).toBe(passkeyClient)
      expect(keeper.findLiveSession()).toBeUndefined()
      expect(keeper.findSession()).toBeDefined()
    },
  )

  it('is the passkey’s while the iframe does not answer, and the session is tried again', async () => {
    keeper.saveSession(session)
    iframeClient.failure = new IframeError('IFRAME_TIMED_OUT')
    expect(await activeClient.find()).toBe(passkeyClient)
    iframeClient.failure = undefined
    expect(await activeClient.find()).toBe(iframeClient)
  })

  it('leaves a newer session alone when an older one does not open', async () => {
    keeper.saveSession(session)
    iframeClient.failure = new IframeError('BUNDLE_NOT_FOR_THIS_KEY')
    iframeClient.duringInjection = () => keeper.saveSession({ ...session, bundle: 'newer' })
    await activeClient.find()
    expect(keeper.findLiveSession()?.bundle).toBe('newer')
  })
})
