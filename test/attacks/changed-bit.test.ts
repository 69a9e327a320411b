/** Of ten thousand signed bodies none is taken after a single bit of it has changed. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { compressPoint, formatApiKeyStamp, stampSchemes, toHex } from '@latchkey/crypto'
import { afterAll, expect, it } from 'vitest'
import { accept } from '../../services/api-server/src/accept/accept.ts'
import { authenticate } from '../../services/api-server/src/authenticate/authenticate.ts'
import { Refusal } from '../../services/api-server/src/refusal.ts'
import { apiKeyParams, makeChild, write } from '../support/actors.ts'
import { startTestApiServer } from '../support/api-server.ts'
import { inBatches } from '../support/in-batches.ts'
import { makeRandom, readSeed } from '../support/random.ts'

const server = await startTestApiServer()
afterAll(() => server.close())

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65)
const publicKeyHex = toHex(compressPoint(new Uint8Array(point)))
const random = makeRandom(readSeed('changed-bit'))

const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? ''
const space = () => pick(['', '', ' ', '\n', '\t', '\r\n  '])
const letter = () => pick(['a', ' ', 'é', '\ud83d\ude39', '\\n', '\\u00e9', '\\/', ':', '{', '\\"', '0'])

/** One of many spellings of a body. */
function makeBody(organizationId: string): Buffer {
  const note = Array.from({ length: random(40) }, letter).join('')
  const members = [`"organizationId"${space()}:${space()}"${organizationId}"`, `"note":${space()}"${note}"`]
  if (random(2) === 0) members.reverse()
  return Buffer.from(`{${space()}${members.join(`${space()},${space()}`)}${space()}}`)
}

function toCall(body: Buffer) {
  const signatureHex = sign('sha256', body, privateKey).toString('hex')
  const header = formatApiKeyStamp({ publicKeyHex, scheme: stampSchemes.apiP256, signatureHex })
  return accept({
    method: 'POST',
    path: '/public/v1/query/whoami',
    rawHeaders: ['X-Stamp', header],
    body,
    requestId: '',
  })
}

const outcomeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'taken',
    (error) => (error instanceof Refusal ? error.code : error),
  )

it('is refused 10,000 times of 10,000, and the unchanged body is taken each time', async () => {
  const { organizationId, userId, stamp } = await makeChild(server)
  const apiKeys = [apiKeyParams({ publicKey: publicKeyHex, privateKey: '' })]
  await write(server, { organizationId, userId, stamp }, 'create_api_keys', { userId, apiKeys })
  const outcomes = new Map<unknown, number>()
  await inBatches(Array.from({ length: 10_000 }), async () => {
    const call = toCall(makeBody(organizationId))
    const bytes = Buffer.from(call.bytes)
    const bit = random(bytes.length * 8)
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    for (const tried of [call, { ...call, bytes }]) {
      const outcome = await outcomeOf(authenticate(tried, server.system))
      outcomes.set(outcome, 1 + (outcomes.get(outcome) ?? 0))
    }
  })
  expect(Object.fromEntries(outcomes)).toEqual({ taken: 10_000, API_KEY_SIGNATURE_INVALID: 10_000 })
})
