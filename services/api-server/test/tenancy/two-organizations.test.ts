/** Two tenants, 50,000 random requests of every operation and version: neither learns anything of the other, nor changes anything of it. */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApiServer, type TestServer } from '../../../../test/support/api-server.ts'
import { makeRandom, readSeed } from '../../../../test/support/random.ts'
import type { HttpResponse } from '../../src/call.ts'
import { serve } from '../../src/pipeline.ts'
import { uuidToBytes } from '../../src/store/uuid.ts'
import { drawBody, pick, type Source } from './random-body.ts'
import { addOrganization, kindOf, learnId, makeKeyPair, makeSide, type Side, type Signer, stampOf } from './side.ts'

const requests = 50_000
const requestsPerTurn = 1000
const random = makeRandom(readSeed('two organizations'))
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const fingerprints = /sha256:[0-9a-f]{64}/g

let nowMs = Date.now()
let server: TestServer
let reader: DatabaseSync
beforeAll(async () => {
  server = await startTestApiServer({ nowMs: () => nowMs })
  reader = new DatabaseSync(join(server.dataDir, 'latchkey.db'), { readOnly: true })
})
afterAll(async () => {
  reader.close()
  await server.close()
  rmSync(server.dataDir, { recursive: true, force: true })
})

/** Key pairs that have been offered to a server and may have been registered. */
const offered = new Map<string, Omit<Signer, 'organizationId'>>()

function offerKey(side: Side): string {
  if (side.signers.length > 0 && random(4) === 0) return pick({ integer: random }, side.signers).publicKeyHex
  const pair = makeKeyPair()
  offered.set(pair.publicKeyHex, pair)
  return pair.publicKeyHex
}

/** Values for a request of one side: mostly its own, often the other's, sometimes nobody's. */
function sourceOf(own: Side, other: Side): Source {
  const from = () => (random(6) === 0 ? other : own)
  return {
    integer: random,
    id: (member) => (random(20) === 0 ? server.system.newId() : drawId(from(), kindOf(member))),
    name: () => `${own.mark}-${random(50)}`,
    fingerprint: () => pick({ integer: random }, [...from().fingerprints, `sha256:${'0'.repeat(64)}`]),
    publicKeyHex: () => offerKey(own),
  }
}

/** One of the ids of this kind that were learnt last, or of any kind. */
function drawId({ recentIds }: Side, kind: string | undefined): string {
  const any = recentIds.get('any') ?? recentIds.get('organization') ?? []
  const fitting = (random(8) > 0 && kind !== undefined && recentIds.get(kind)) || any
  return pick({ integer: random }, fitting)
}

interface Sent {
  path: string
  body: Buffer
  answer: HttpResponse
}

async function send(own: Side, other: Side): Promise<Sent> {
  const source = sourceOf(own, other)
  if (own.signers.length < 2) await addOrganization(server.system, own)
  const signer = pick(source, own.signers)
  const { path, members } = drawBody(source, nowMs)
  const organizationId =
    random(5) > 0 ? signer.organizationId : pick(source, [...own.organizationIds, ...other.organizationIds])
  const body = Buffer.from(JSON.stringify({ organizationId, ...members }))
  const rawHeaders = ['X-Stamp', stampOf(signer, body)]
  const answer = await serve({ method: 'POST', path, rawHeaders, body, requestId: 'test' }, server.system)
  if (answer.status === 401 && organizationId === signer.organizationId) bury(own, signer)
  return { path, body, answer }
}

/** A key that is not taken in its own organization is expired or deleted. */
function bury(own: Side, signer: Signer): void {
  own.signers.splice(own.signers.indexOf(signer), 1)
}

/** What an answer shows besides an echo of what was sent. */
function shown(answer: HttpResponse): string {
  return JSON.stringify(answer.body, (name, value) => (name === 'intent' || name === 'message' ? undefined : value))
}

/** Whatever an answer names belongs to its side from then on; what belonged to the other side already is a leak. */
function learn(own: Side, other: Side, { path, body, answer }: Sent): void {
  const text = shown(answer)
  for (const [id] of text.matchAll(uuids)) {
    if (other.ids.has(id)) throw new Error(`${path} ${body} was told ${id}: ${text}`)
    if (!own.ids.has(id)) learnId(own, id)
  }
  for (const [, member = '', id = ''] of text.matchAll(/"(\w+)":\[?"([0-9a-f-]{36})"/g))
    learnId(own, id, kindOf(member))
  for (const [, id = ''] of text.matchAll(/"activity":\{"id":"([0-9a-f-]{36})"/g)) learnId(own, id, 'activity')
  if (text.includes(`${other.mark}-`)) throw new Error(`${path} ${body} was told a name of the other: ${text}`)
  if (answer.status !== 200) return
  for (const [fingerprint] of text.matchAll(fingerprints)) own.fingerprints.push(fingerprint)
  own.fingerprints.splice(0, own.fingerprints.length - 50)
  adopt(own, text, body.toString())
}

/** Keys that were registered sign from now on. */
function adopt(own: Side, text: string, body: string): void {
  const madeId = /"subOrganizationId":"([^"]+)"/.exec(text)?.[1]
  if (madeId !== undefined) own.organizationIds.push(madeId)
  const organizationId = madeId ?? /"organizationId":"([^"]+)"/.exec(text)?.[1]
  if (organizationId === undefined) return
  for (const [publicKeyHex] of body.matchAll(/0[23][0-9a-f]{64}/g)) {
    const pair = offered.get(publicKeyHex)
    if (pair !== undefined) own.signers.push({ organizationId, ...pair })
  }
}

const tables = [
  ...['organizations', 'users', 'api_keys', 'authenticators', 'read_only_sessions'],
  ...['organization_features', 'user_tags', 'user_tag_members', 'session_profiles'],
] as const

/** When a session was last used is written some seconds later, so that it says nothing about the turn. */
function toStable(name: string, value: unknown): unknown {
  if (name === 'last_used_at_ms') return undefined
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}

/** Everything that is stored of a side; its activities and votes by the heads of its logs. */
function digest({ organizationIds }: Side): string {
  const hash = createHash('sha256')
  for (const organizationId of organizationIds) {
    const id = uuidToBytes(organizationId)
    for (const table of tables) {
      const rows = reader.prepare(`select * from ${table} where organization_id = ? order by 1, 2`).all(id)
      hash.update(JSON.stringify(rows, toStable))
    }
    const head = reader.prepare('select max(position) as head from log_entries where organization_id = ?').get(id)
    hash.update(JSON.stringify(head))
  }
  return hash.digest('hex')
}

it(`keeps two tenants apart through ${requests} requests`, { timeout: 300_000 }, async () => {
  const sides = [makeSide('alder'), makeSide('birch')] as const
  for (const side of sides) await addOrganization(server.system, side)
  const done = new Set<string>()
  const statuses = new Map<number, number>()
  for (let turn = 0; turn < requests / requestsPerTurn; turn++) {
    const [own, other] = turn % 2 === 0 ? sides : [sides[1], sides[0]]
    const before = digest(other)
    for (let n = 0; n < requestsPerTurn; n++) {
      nowMs += 1 + random(40)
      const sent = await send(own, other)
      if (sent.answer.status >= 500) throw new Error(`${sent.path} ${sent.body} failed`)
      learn(own, other, sent)
      if (sent.answer.status === 200) done.add(sent.path)
      statuses.set(sent.answer.status, (statuses.get(sent.answer.status) ?? 0) + 1)
    }
    expect(digest(other), `turn ${turn}`).toBe(before)
  }
  process.stdout.write(
    `two organizations: ${JSON.stringify(Object.fromEntries(statuses))}, ${done.size} operations done\n`,
  )
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requests / 20)
  expect(done.size).toBeGreaterThan(25)
})
