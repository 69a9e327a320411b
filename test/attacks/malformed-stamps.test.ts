/** Stamp headers in any but the one spelling are refused, and break nothing: sixty and more of each kind of mistake. */
import { afterAll, expect, it } from 'vitest'
import { makeChild, rootActor } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { sendRaw } from '../support/raw-http.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const [root, child] = [await rootActor(server), await makeChild(server)]
const body = JSON.stringify({ organizationId: root.organizationId })
const { 'X-Stamp': key = '' } = await root.stamp(body)
const stamp: Record<string, unknown> = JSON.parse(Buffer.from(key, 'base64url').toString())
const childBody = JSON.stringify({ organizationId: child.organizationId })
const { 'X-Stamp-Webauthn': passkey = '' } = await child.stamp(childBody)
const assertion: Record<string, unknown> = JSON.parse(passkey)

const encode = (text: string): string => Buffer.from(text).toString('base64url')
const junk = [1, true, null, [], {}, '', ' ', 'x', '00', '0', 'zz', '\u0000', 'ß', '+/', '==']
/** Each member missing, and with each kind of junk in its place. */
const spoil = (members: Record<string, unknown>): string[] =>
  Object.keys(members).flatMap((name) => [
    JSON.stringify({ ...members, [name]: undefined }),
    ...junk.map((value) => JSON.stringify({ ...members, [name]: value })),
  ])
const twice = (members: Record<string, unknown>): string[] =>
  Object.entries(members).map(([name, value]) =>
    JSON.stringify(members).replace('{', `{"${name}":${JSON.stringify(value)},`),
  )
const whole = (text: string): string[] => [
  '',
  '{',
  '[]',
  'null',
  '""',
  '1',
  `[${text}]`,
  `"${text}"`,
  `${text}{}`,
  `${text},`,
  '{"a":'.repeat(200),
]

/** Correct padding is not among them: some clients send it. */
const apiKeyStamps = [
  ...[...spoil(stamp), ...twice(stamp), ...whole(JSON.stringify(stamp))].map(encode),
  ...[
    `=${key}`,
    `${key}===`,
    `${key} x`,
    key.slice(1),
    key.slice(0, -1),
    `*${key}`,
    `${key}.`,
    key.toUpperCase(),
    JSON.stringify(stamp),
  ],
  ...[
    Buffer.from(JSON.stringify(stamp)).toString('hex'),
    encode('\ufeff').concat(key),
    'A'.repeat(2049),
    encode(' '.repeat(1600)),
  ],
]
const webauthnStamps = [...spoil(assertion), ...twice(assertion), ...whole(passkey), encode(passkey), ' '.repeat(8193)]

/** Statuses of requests with each header, sent byte by byte since no client sends some of them. */
async function statusesOf(name: string, headers: readonly string[], content: string): Promise<Set<number>> {
  const ask = async (header: string) => {
    const lines = ['POST /public/v1/query/whoami HTTP/1.1', 'Host: api', `${name}: ${header}`, 'Connection: close']
    const head = [...lines, `Content-Length: ${content.length}`, '', ''].join('\r\n')
    return (await sendRaw(server.url, Buffer.from(head + content, 'latin1'))).status
  }
  return new Set(await Promise.all(headers.map(ask)))
}

it('takes the honest ones', async () => {
  expect(await statusesOf('X-Stamp', [key], body)).toEqual(new Set([200]))
  expect(await statusesOf('X-Stamp-Webauthn', [passkey], childBody)).toEqual(new Set([200]))
})

it('refuses every other X-Stamp', async () => {
  expect(apiKeyStamps.length).toBeGreaterThan(60)
  expect([...(await statusesOf('X-Stamp', apiKeyStamps, body))]).toEqual([401])
})

it('refuses every other X-Stamp-Webauthn', async () => {
  expect(webauthnStamps.length).toBeGreaterThan(60)
  expect([...(await statusesOf('X-Stamp-Webauthn', webauthnStamps, childBody))]).toEqual([401])
})
