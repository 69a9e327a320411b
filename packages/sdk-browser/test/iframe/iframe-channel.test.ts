/** Requests and replies over a real message port. */
import type { IframeReply, IframeRequest } from '@latchkey/contract/iframe-messages'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IframeChannel } from '../../src/iframe/iframe-channel.ts'
import { IframeError } from '../../src/iframe/iframe-error.ts'
import { codeOf } from '../support/code-of.ts'

const heard: IframeReply[] = []
let channel: IframeChannel
let frame: MessagePort
let requests: IframeRequest[]

function connect(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  channel.adopt(port1)
  port2.onmessage = ({ data }: MessageEvent<IframeRequest>) => void requests.push(data)
  return port2
}

beforeEach(() => {
  heard.length = 0
  requests = []
  channel = new IframeChannel((reply) => heard.push(reply))
  frame = connect()
})
afterEach(() => {
  vi.useRealTimers()
  channel.close(new IframeError('IFRAME_NOT_LOADED'))
  frame.close()
})

const arrival = (count: number): Promise<void> => vi.waitFor(() => expect(requests).toHaveLength(count))
const reply = (index: number, message: object): void =>
  frame.postMessage({ requestId: requests[index]?.requestId, ...message })

describe('a request', () => {
  it('gets its own reply, in whatever order replies come', async () => {
    const answers = Promise.all([
      channel.request({ type: 'ASK', value: 'one' }, 'TELL'),
      channel.request({ type: 'ASK' }, 'TELL'),
    ])
    await arrival(2)
    expect(requests[0]).toMatchObject({ type: 'ASK', value: 'one' })
    reply(1, { type: 'TELL', value: 'second' })
    reply(0, { type: 'TELL', value: 'first' })
    expect(await answers).toEqual(['first', 'second'])
  })

  it.each([
    ['BUNDLE_MALFORMED', 'BUNDLE_MALFORMED'],
    ['IFRAME_KEY_MISSING', 'IFRAME_KEY_MISSING'],
    ['PASSKEY_FAILED', 'IFRAME_MESSAGE_REFUSED'],
    ['IFRAME_OF_THE_FUTURE', 'IFRAME_MESSAGE_REFUSED'],
    ['toString', 'IFRAME_MESSAGE_REFUSED'],
    [undefined, 'IFRAME_MESSAGE_REFUSED'],
  ])('that is refused with %s fails with %s and the frame’s sentence', async (code, expected) => {
    const answer = channel.request({ type: 'ASK' }, 'TELL').catch((error: unknown) => error)
    await arrival(1)
    reply(0, { type: 'ERROR', value: 'Error: it did not work.', code })
    expect(await answer).toMatchObject({ name: 'IframeError', code: expected, message: 'it did not work.' })
  })

  it('that gets a reply of another type fails', async () => {
    const code = codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))
    await arrival(1)
    reply(0, { type: 'STAMP', value: 'something' })
    expect(await code).toBe('IFRAME_MESSAGE_REFUSED')
  })

  it('that gets no reply fails after ten seconds', async () => {
    vi.useFakeTimers()
    const code = codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))
    await vi.advanceTimersByTimeAsync(9_999)
    expect(await Promise.race([code, 'still waiting'])).toBe('still waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect(await code).toBe('IFRAME_TIMED_OUT')
  })

  it('fails at once when the channel is closed, and when it already was', async () => {
    const code = codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))
    channel.close(new IframeError('IFRAME_BLOCKED'))
    expect(await code).toBe('IFRAME_BLOCKED')
    expect(await codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))).toBe('IFRAME_NOT_LOADED')
  })

  it('fails when the frame is loaded anew, and the next one goes to the new frame', async () => {
    const code = codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))
    await arrival(1)
    frame = connect()
    expect(await code).toBe('IFRAME_TIMED_OUT')
    const answer = channel.request({ type: 'ASK' }, 'TELL')
    await arrival(2)
    reply(1, { type: 'TELL', value: 'new' })
    expect(await answer).toBe('new')
  })
})

describe('many requests at once', () => {
  it('never exceed what the frame takes, and are all answered', async () => {
    let open = 0
    let most = 0
    frame.onmessage = ({ data }: MessageEvent<IframeRequest>) => {
      open += 1
      most = Math.max(most, open)
      setImmediate(() => {
        open -= 1
        frame.postMessage({ type: 'TELL', requestId: data.requestId, value: data.value })
      })
    }
    const values = Array.from({ length: 200 }, (_, index) => index)
    const answers = await Promise.all(values.map((value) => channel.request({ type: 'ASK', value }, 'TELL')))
    expect(answers).toEqual(values)
    expect(most).toBeLessThanOrEqual(50)
  })

  it('are all over after ten seconds when the frame is silent', async () => {
    vi.useFakeTimers()
    const codes = Promise.all(Array.from({ length: 100 }, () => codeOf(() => channel.request({ type: 'ASK' }, 'TELL'))))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(new Set(await codes)).toEqual(new Set(['IFRAME_TIMED_OUT']))
  })
})

describe('what the frame says unasked', () => {
  it('is heard when it is a message without an id', async () => {
    for (const noise of [null, 'text', 7, [], {}, { type: 7 }, { type: 'TELL', requestId: 7 }]) frame.postMessage(noise)
    frame.postMessage({ type: 'TELL', requestId: 'unknown' })
    frame.postMessage({ type: 'PUBLIC_KEY_READY', value: '04' })
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'PUBLIC_KEY_READY', value: '04' }]))
  })
})
