/** The code of the first users, as they wrote it apart from the assertions their linter let pass. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Turnkey } from '../src/index.ts'
import { ApiPeer, ids } from './support/api-peer.ts'
import { iframeOrigin as iframeUrl, Page } from './support/page.ts'

let page: Page
let peer: ApiPeer

beforeEach(() => {
  page = new Page().install()
  peer = new ApiPeer()
})
afterEach(async () => {
  vi.unstubAllGlobals()
  page.close()
  await peer.close()
})

describe('without React', () => {
  it('a session is opened, injected and used', async () => {
    const apiBaseUrl = await peer.listen()
    const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId: ids.parent })
    const passkeyClient = turnkey.passkeyClient()
    const authIframeClient = await turnkey.iframeClient({
      iframeContainer: document.getElementById('container'),
      iframeUrl,
    })
    await passkeyClient.login()
    const currentUser = await turnkey.getCurrentUser()
    const authBundle = await passkeyClient.createPasskeySession(
      currentUser?.userId as string,
      authIframeClient?.iframePublicKey as string,
      '900',
    )
    expect(authBundle).toMatch(/^[1-9A-Za-z]{100,}$/)
    const injected = await authIframeClient.injectCredentialBundle(authBundle)
    expect(injected).toBe(true)
    const organizationId = currentUser?.organization.organizationId ?? turnkey?.config.defaultOrganizationId
    expect(await authIframeClient.getWhoami({ organizationId })).toMatchObject({ userId: ids.user })
    const currentClient = await turnkey.getActiveClient()
    expect(await currentClient.getWhoami({ organizationId })).toMatchObject({ userId: ids.user })
    expect(page.authenticator.touches).toBe(2)
  })
})
