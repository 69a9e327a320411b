/** Ending sessions by the client of the auth iframe: the page knows at once whether its own is among them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Turnkey, type TurnkeyIframeClient } from '../src/index.ts'
import { ApiPeer, completed, ids } from './support/api-peer.ts'
import { iframeOrigin, Page } from './support/page.ts'

let page: Page
let peer: ApiPeer
let turnkey: Turnkey
let iframe: TurnkeyIframeClient

const answerEnded = (...sessionIds: string[]): unknown =>
  peer.answers.set('end_sessions', completed('endSessionsResult', { sessionIds, endedSessions: sessionIds.length }))

beforeEach(async () => {
  page = new Page().install()
  peer = new ApiPeer()
  turnkey = new Turnkey({ apiBaseUrl: await peer.listen(), defaultOrganizationId: ids.parent, iframeUrl: iframeOrigin })
  iframe = await turnkey.iframeClient({ iframeContainer: document.getElementById('container') })
  await turnkey.passkeyClient().login()
  await turnkey.passkeyClient().createPasskeySession(ids.user, iframe.iframePublicKey ?? '', '900')
  turnkey.session.subscribe(() => {})
})
afterEach(async () => {
  vi.unstubAllGlobals()
  page.close()
  await peer.close()
})

describe('ending sessions', () => {
  it('ends this page’s own in the page as well, without another request', async () => {
    answerEnded('another', ids.apiKey)
    const requests = peer.calls.length
    expect(await iframe.endSessions({ scope: 'SESSIONS_ALL' })).toMatchObject({ endedSessions: 2 })
    expect(turnkey.session.getSnapshot().status).toBe('expired')
    expect(await turnkey.getActiveClient()).not.toBe(iframe)
    expect(peer.calls).toHaveLength(requests + 1)
  })

  it('leaves this page’s own alone when others end', async () => {
    answerEnded('another')
    await iframe.endSessions({ scope: 'SESSIONS_OTHERS' })
    expect(turnkey.session.getSnapshot().status).toBe('active')
    expect(await turnkey.getActiveClient()).toBe(iframe)
  })
})
