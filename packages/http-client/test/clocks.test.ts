/** Two clocks: what the server's answers tell of its own, and what dates the client's writes. */

import { type Answered, ApiError } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'
import { makeActivity, makeClient, someId } from './support/fixtures.ts'
import { type Answer, json, noAnswer, startPeer } from './support/peer.ts'

const name = { userId: someId, userName: 'Ada' }

const dated =
  (date: string, status = 200): Answer =>
  (_request, exchange) => {
    exchange.writeHead(status, { Date: date }).end(JSON.stringify({ activity: makeActivity() }))
  }

describe('onAnswer', () => {
  it('hears when an answer travelled and what time it was on the server, before the caller has it', async () => {
    const peer = await startPeer(dated('Tue, 14 Nov 2023 22:13:20 GMT'))
    const heard: unknown[] = []
    const before = Date.now()
    await makeClient({ apiBaseUrl: peer.url, onAnswer: (answered) => heard.push(answered) })
      .updateUserName(name)
      .then(() => heard.push('caller'))
    expect(heard).toEqual([
      { sentAtMs: expect.any(Number), receivedAtMs: expect.any(Number), dateMs: 1_700_000_000_000 },
      'caller',
    ])
    const { sentAtMs, receivedAtMs } = heard[0] as Answered
    expect(before).toBeLessThanOrEqual(sentAtMs)
    expect(sentAtMs).toBeLessThanOrEqual(receivedAtMs)
    expect(receivedAtMs).toBeLessThanOrEqual(Date.now())
  })

  it('hears of a refusal, too', async () => {
    const peer = await startPeer(dated('Tue, 14 Nov 2023 22:13:20 GMT', 401))
    const heard: Answered[] = []
    const client = makeClient({ apiBaseUrl: peer.url, onAnswer: (answered) => heard.push(answered) })
    await expect(client.getWhoami()).rejects.toBeInstanceOf(ApiError)
    expect(heard).toMatchObject([{ dateMs: 1_700_000_000_000 }])
  })

  it('hears nothing of an answer that does not come', async () => {
    const peer = await startPeer(noAnswer)
    const heard: Answered[] = []
    const client = makeClient({ apiBaseUrl: peer.url, timeoutMs: 50, onAnswer: (answered) => heard.push(answered) })
    await expect(client.getWhoami()).rejects.toMatchObject({ code: 'REQUEST_TIMED_OUT' })
    expect(heard).toEqual([])
  })

  it('is told that a date is missing', async () => {
    const peer = await startPeer((_request, exchange) => {
      exchange.sendDate = false
      json({})(_request, exchange)
    })
    const heard: Answered[] = []
    await makeClient({ apiBaseUrl: peer.url, onAnswer: (answered) => heard.push(answered) }).getWhoami()
    expect(heard).toMatchObject([{ dateMs: Number.NaN }])
  })
})

describe('nowMs', () => {
  it('dates writes, unless they state a time, and no reads', async () => {
    const peer = await startPeer(json({ activity: makeActivity() }))
    const client = makeClient({ apiBaseUrl: peer.url, nowMs: () => 1_700_000_000_000 })
    await client.updateUserName(name)
    await client.updateUserName({ ...name, timestampMs: '5' })
    await client.getWhoami()
    const signed = await client.sign('update_user_name', name)
    const bodies = [...peer.received.map(({ body }) => String(body)), signed.body]
    expect(bodies.map((body) => JSON.parse(body).timestampMs)).toEqual([
      '1700000000000',
      '5',
      undefined,
      '1700000000000',
    ])
  })
})
