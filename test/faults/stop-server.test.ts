/** SIGTERM under writing clients: what the server has begun to do is answered, what it answered is kept, and it ends with 0. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LocalOperator } from '@latchkey/api-server'
import { NodeStamper } from '@latchkey/sdk-server'
import { expect, it } from 'vitest'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { Journal } from '../support/journal.ts'
import { makeRandom, readSeed } from '../support/random.ts'
import { auditStore, nothingAmiss } from '../support/store-audit.ts'
import { type ServerProcess, spawnServer, stopServer, waitUntilReady } from './kill-server/server-process.ts'
import { WritingClient } from './kill-server/writing-client.ts'

const rounds = 5
const concurrency = 8
const [minLifeMs, maxLifeMs] = [100, 600]

async function readOperator(dataDir: string): Promise<LocalOperator> {
  return JSON.parse(await readFile(join(dataDir, 'local-operator.json'), 'utf8'))
}

async function stopAfter(server: ServerProcess, lifeMs: number): Promise<void> {
  await delay(lifeMs)
  await stopServer(server)
}

it('answers every write it has begun, and loses none', { timeout: 120_000 }, async () => {
  const random = makeRandom(readSeed('stop-server'))
  await using temporary = await makeTemporaryFile()
  const dataDir = dirname(temporary.file)
  const journal = new Journal()
  let clients: WritingClient[] = []
  for (let round = 0; round < rounds; round += 1) {
    using server = spawnServer(dataDir)
    const url = await waitUntilReady(server)
    const operator = await readOperator(dataDir)
    const parent = { organizationId: operator.organizationId, stamper: new NodeStamper(operator) }
    if (round === 0) {
      clients = Array.from(
        { length: concurrency },
        (_, n) => new WritingClient({ label: `c${n}`, parent, random: makeRandom(random(2 ** 32)), journal }),
      )
    }
    const lifeMs = minLifeMs + random(maxLifeMs - minLifeMs)
    await Promise.all([stopAfter(server, lifeMs), ...clients.map((client) => client.work(url))])
  }
  using server = spawnServer(dataDir)
  const url = await waitUntilReady(server)
  for (const client of clients) expect(await client.settle(url)).toBe(true)
  await stopServer(server)

  expect(journal.unresolved).toEqual([])
  expect(journal.acknowledged.size).toBeGreaterThan(rounds * concurrency)
  // A write without an answer was not recorded before it was sent again: the server had not begun it.
  expect(clients.reduce((sum, client) => sum + client.landed, 0)).toBe(0)
  const { lost, doubled, damage } = auditStore(join(dataDir, 'latchkey.db'), journal)
  expect({ lost, unasked: [], doubled, damage }).toEqual(nothingAmiss)
})

/** A server that is sent half a request, and is told to stop. */
async function stopWithHalfARequest(dataDir: string, drainSeconds: string) {
  const server = spawnServer(dataDir, { LATCHKEY_DRAIN_SECONDS: drainSeconds })
  const { hostname, port } = new URL(await waitUntilReady(server))
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  socket.write(
    'POST /public/v1/query/whoami HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n',
  )
  // "100 Continue" says that the server has read the head.
  await once(socket, 'data')
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  return { server, ended }
}

it('cuts off who never finishes a request when the time is over', async () => {
  await using temporary = await makeTemporaryFile()
  const { ended } = await stopWithHalfARequest(dirname(temporary.file), '1')
  expect(await ended).toEqual([0, null])
})

it('ends at once on a second signal', async () => {
  await using temporary = await makeTemporaryFile()
  const { server, ended } = await stopWithHalfARequest(dirname(temporary.file), '3600')
  const ends = ended.then(() => true)
  while (!(await Promise.race([ends, delay(20, false)]))) server.kill('SIGINT')
  expect(await ended).toEqual([1, null])
})
