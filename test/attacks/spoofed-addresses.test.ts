/** Nobody gets a second budget by claiming another address: only what a trusted proxy saw counts. */
import { afterEach, expect, it } from 'vitest'
import { errorCodeOf, startTestApiServer, type TestServer, unlimitedTraffic } from '../support/api-server.ts'
import { postFrom } from '../support/post-from.ts'

let server: TestServer
afterEach(() => server.close())

const proxy = '127.0.0.9'

/** Forty requests whose headers say something else each time; how many were not refused by rate, of a budget of ten. */
async function countUnrefused(
  from: string,
  headersOf: (each: number) => Record<string, string | string[]>,
): Promise<number> {
  const nowMs = Date.now()
  const rates = { ...unlimitedTraffic.rates, perAddress: 1 }
  server = await startTestApiServer({
    nowMs: () => nowMs,
    traffic: { ...unlimitedTraffic, rates, trustedProxies: [proxy, '10.0.0.0/8'] },
  })
  const codes: unknown[] = []
  for (let each = 0; each < 40; each += 1) {
    codes.push(
      errorCodeOf(
        await postFrom(`${server.url}/public/v1/query/whoami`, { from, body: '{}', headers: headersOf(each) }),
      ),
    )
  }
  return codes.filter((code) => code !== 'RATE_LIMIT_EXCEEDED').length
}

const direct = '127.0.0.2'
const spoof = (each: number): string => `192.0.2.${each}`

it.each<[what: string, from: string, headersOf: (each: number) => Record<string, string | string[]>]>([
  ['X-Forwarded-For without a proxy', direct, (each) => ({ 'X-Forwarded-For': spoof(each) })],
  ['a chain that ends in a proxy, without one', direct, (each) => ({ 'X-Forwarded-For': `${spoof(each)}, ${proxy}` })],
  ['Forwarded', direct, (each) => ({ Forwarded: `for=${spoof(each)}` })],
  ['X-Real-IP', direct, (each) => ({ 'X-Real-IP': spoof(each) })],
  [
    'headers of content delivery networks',
    direct,
    (each) => ({ 'CF-Connecting-IP': spoof(each), 'True-Client-IP': spoof(each) }),
  ],
  [
    'Forwarded through a proxy',
    proxy,
    (each) => ({ Forwarded: `for=${spoof(each)}`, 'X-Forwarded-For': '198.51.100.1' }),
  ],
  [
    'an entry to the left of what the proxy saw',
    proxy,
    (each) => ({ 'X-Forwarded-For': `${spoof(each)}, 198.51.100.1` }),
  ],
  ['two headers, the proxy’s last', proxy, (each) => ({ 'X-Forwarded-For': [spoof(each), '198.51.100.1'] })],
  ['an entry before an unreadable one', proxy, (each) => ({ 'X-Forwarded-For': `${spoof(each)}, unknown, 10.0.0.1` })],
  [
    'other spellings of one address',
    proxy,
    (each) => ({
      'X-Forwarded-For':
        ['198.51.100.1', `198.51.100.1:${each + 1}`, '::ffff:198.51.100.1', ' 198.51.100.1 '][each % 4] ?? '',
    }),
  ],
  ['addresses of one IPv6 network', proxy, (each) => ({ 'X-Forwarded-For': `2001:db8:1:2::${each.toString(16)}` })],
  [
    'proxies that are said to have been there',
    proxy,
    (each) => ({ 'X-Forwarded-For': `${spoof(each)}, 198.51.100.1, 10.0.0.${each}` }),
  ],
])('%s makes nobody somebody else', async (_what, from, headersOf) => {
  expect(await countUnrefused(from, headersOf)).toBe(10)
})

it('senders behind a trusted proxy are told apart', async () => {
  expect(await countUnrefused(proxy, (each) => ({ 'X-Forwarded-For': spoof(each) }))).toBe(40)
})
