/** What the client does when the server wants another stamp on the same call. */
import { ApiError, type Stamper, type StepUp } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'
import {
  makeActivity,
  makeClient,
  organizationId,
  otherOrganizationId,
  plainStamper,
  someId,
} from './support/fixtures.ts'
import { type Answer, json, startPeer } from './support/peer.ts'

const name = { userId: someId, userName: 'Ada' }
const another: Stamper = {
  stamp: async (body) => ({ stampHeaderName: 'X-Stamp-Webauthn', stampHeaderValue: `touch-over-${body.length}` }),
}
const repeatWithAnother: StepUp = (_refusal, repeat) => repeat(another)

const refusal = (reason: string): Answer =>
  json({ code: 7, details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'latchkey' }] }, 403)

/** Refuses what the client's own stamper signed. */
const refusing =
  (reason: string): Answer =>
  (request, exchange) =>
    (request.headers['x-stamp'] ? refusal(reason) : json({ activity: makeActivity() }))(request, exchange)

describe('a refusal with STEP_UP_REQUIRED', () => {
  it('is answered by the same call once more, stamped by the other stamper', async () => {
    const peer = await startPeer(refusing('STEP_UP_REQUIRED'))
    const client = makeClient({ apiBaseUrl: peer.url, stepUp: repeatWithAnother })
    expect(await client.updateUserName(name)).toMatchObject({ userId: someId })
    const [first, second] = peer.received.map(({ path, body }) => ({ path, ...JSON.parse(String(body)) }))
    expect(peer.received).toHaveLength(2)
    expect(second).toEqual({ ...first, timestampMs: expect.stringMatching(/^\d{13}$/) })
    expect(Number(second.timestampMs)).toBeGreaterThanOrEqual(Number(first.timestampMs))
    expect(peer.received[1]?.headers).toMatchObject({
      'x-stamp-webauthn': `touch-over-${peer.received[1]?.body.length}`,
      'x-client-version': 'test@0',
    })
    expect(peer.received[1]?.headers['x-stamp']).toBeUndefined()
  })

  it('is answered in the same organization, whoever logs in meanwhile', async () => {
    const ids = [organizationId, otherOrganizationId]
    const peer = await startPeer(refusing('STEP_UP_REQUIRED'))
    const client = makeClient({
      apiBaseUrl: peer.url,
      organizationId: () => ids.shift() ?? '',
      stepUp: repeatWithAnother,
    })
    await client.updateUserName(name)
    expect(peer.received.map(({ body }) => JSON.parse(String(body)).organizationId)).toEqual([
      organizationId,
      organizationId,
    ])
  })

  it('keeps a timestamp of the caller’s own', async () => {
    const peer = await startPeer(refusing('STEP_UP_REQUIRED'))
    const client = makeClient({ apiBaseUrl: peer.url, stepUp: repeatWithAnother })
    await client.updateUserName({ ...name, timestampMs: '1700000000000' })
    expect(peer.received[1]?.body).toEqual(peer.received[0]?.body)
  })

  it('is thrown when the other stamp gets it, too', async () => {
    const peer = await startPeer(refusal('STEP_UP_REQUIRED'))
    const client = makeClient({ apiBaseUrl: peer.url, stepUp: repeatWithAnother })
    await expect(client.updateUserName(name)).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    expect(peer.received).toHaveLength(2)
  })

  it('is what the hook is given, and what it throws is what the caller and onError get, once', async () => {
    const peer = await startPeer(refusal('STEP_UP_REQUIRED'))
    const heard: unknown[] = []
    const cancelled = new Error('no')
    const stepUp: StepUp = (error) => {
      heard.push(error)
      throw cancelled
    }
    const client = makeClient({ apiBaseUrl: peer.url, stepUp, onError: (error) => heard.push(error) })
    await expect(client.updateUserName(name)).rejects.toBe(cancelled)
    expect(heard).toEqual([expect.any(ApiError), cancelled])
    expect(heard[0]).toMatchObject({ code: 'STEP_UP_REQUIRED', httpStatus: 403 })
    expect(peer.received).toHaveLength(1)
  })

  it('is thrown by a renewal: only the session itself can renew itself', async () => {
    const peer = await startPeer(refusal('STEP_UP_REQUIRED'))
    const client = makeClient({ apiBaseUrl: peer.url, stepUp: repeatWithAnother })
    await expect(client.renewSession()).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    expect(peer.received).toHaveLength(1)
  })

  it('is thrown where there is no hook', async () => {
    const peer = await startPeer(refusal('STEP_UP_REQUIRED'))
    const client = makeClient({ apiBaseUrl: peer.url })
    await expect(client.updateUserName(name)).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' })
    expect(peer.received).toHaveLength(1)
  })
})

describe('everything else', () => {
  it('is thrown without asking the hook', async () => {
    const peer = await startPeer(refusal('REQUEST_NOT_AUTHORIZED'))
    const client = makeClient({ apiBaseUrl: peer.url, stepUp: repeatWithAnother })
    await expect(client.updateUserName(name)).rejects.toMatchObject({ code: 'REQUEST_NOT_AUTHORIZED' })
    expect(peer.received).toHaveLength(1)
  })

  it('that a stamper throws is the stamper’s, even under that code', async () => {
    const error = new Error('STEP_UP_REQUIRED')
    const stamper: Stamper = { stamp: () => Promise.reject(error) }
    const client = makeClient({ apiBaseUrl: 'http://localhost:4480', stamper, stepUp: repeatWithAnother })
    await expect(client.updateUserName(name)).rejects.toBe(error)
  })

  it('is signed and not sent, so nothing is repeated', async () => {
    const client = makeClient({ apiBaseUrl: 'http://localhost:4480', stepUp: repeatWithAnother })
    const { body, stamp } = await client.sign('update_user_name', name)
    expect(stamp).toEqual(await plainStamper.stamp(body))
  })
})
