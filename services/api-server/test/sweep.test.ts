/** Sweeping: what has been expired for a day goes, and nothing else; one round at a time, until it is stopped. */
import { generateSigningKey, toHex } from '@latchkey/crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { errorCodeOf, stampWith, startTestApiServer, type TestServer } from '../../../test/support/api-server.ts'
import { startSweeping, sweepExpired } from '../src/sweep.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
/** As many as one batch holds: there may be more to sweep. */
const fullBatch = 500

let server: TestServer
let nowMs: number

/** Opens a session of 900 s and answers what the server says to it. */
async function openSession() {
  const { organizationId } = server
  const { publicKey, privateKey } = await generateSigningKey()
  const [root] = await server.system.store.listUsers(organizationId)
  const key = {
    apiKeyName: 'session',
    publicKey: toHex(publicKey),
    curveType: 'API_KEY_CURVE_P256',
    expirationSeconds: '900',
  }
  const parameters = { userId: root?.userId, apiKeys: [key] }
  expect(await server.submit('create_api_keys', 'ACTIVITY_TYPE_CREATE_API_KEYS_V2', parameters)).toMatchObject({
    status: 200,
  })
  const stamp = stampWith(toHex(privateKey))
  return async () => errorCodeOf(await server.send('/public/v1/query/whoami', { organizationId }, stamp))
}

describe('sweepExpired', () => {
  beforeEach(async () => {
    nowMs = 1_767_225_600_000
    server = await startTestApiServer({ nowMs: () => nowMs })
  })
  afterEach(() => server.close())

  it('leaves live keys, and for a day those that have expired', async () => {
    const errorOfSession = await openSession()
    nowMs += 899_999
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBeUndefined()
    nowMs += 1 + dayMs
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBe('API_KEY_EXPIRED')
    nowMs += 1
    await sweepExpired(server.system)
    expect(await errorOfSession()).toBe('PUBLIC_KEY_NOT_FOUND')
  })

  it('never touches permanent keys', async () => {
    nowMs += 10_000 * dayMs
    await sweepExpired(server.system)
    const { organizationId } = server
    expect(await server.send('/public/v1/query/whoami', { organizationId }, server.root)).toMatchObject({ status: 200 })
  })
})

/** Store whose batches end when the test says so. */
function makeSlowStore() {
  const batches: PromiseWithResolvers<number>[] = []
  const sweepExpired = (): Promise<number> => {
    const batch = Promise.withResolvers<number>()
    batches.push(batch)
    return batch.promise
  }
  return { batches, store: { sweepExpired } }
}

/** Gives whatever follows a batch the turns of the event loop that it may take. */
async function letItGoOn(): Promise<void> {
  await new Promise(setImmediate)
  await new Promise(setImmediate)
}

describe('startSweeping', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const { batches, store } = makeSlowStore()
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => logged.push(JSON.parse(line).msg) })
  const start = () => startSweeping({ store, nowMs: () => 0, log })
  beforeEach(() => {
    batches.length = 0
    logged.length = 0
  })

  it('begins no round while one is under way, and the next a minute after its end', async () => {
    const stop = start()
    await vi.advanceTimersByTimeAsync(minuteMs - 1)
    expect(batches).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(10 * minuteMs)
    expect(batches).toHaveLength(1)
    batches[0]?.resolve(0)
    await letItGoOn()
    await vi.advanceTimersByTimeAsync(minuteMs - 1)
    expect(batches).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(batches).toHaveLength(2)
    stop()
  })

  it('goes on after a full batch, unless it is stopped meanwhile', async () => {
    const stop = start()
    await vi.advanceTimersByTimeAsync(minuteMs)
    batches[0]?.resolve(fullBatch)
    await letItGoOn()
    expect(batches).toHaveLength(2)
    stop()
    batches[1]?.resolve(fullBatch)
    await letItGoOn()
    expect(batches).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('begins no round once it is stopped', async () => {
    start()()
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(10 * minuteMs)
    expect(batches).toHaveLength(0)
  })

  it('logs a failure and tries again', async () => {
    const stop = start()
    await vi.advanceTimersByTimeAsync(minuteMs)
    batches[0]?.reject(new Error('disk'))
    await letItGoOn()
    expect(logged).toEqual(['sweep failed'])
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(batches).toHaveLength(2)
    stop()
  })
})
