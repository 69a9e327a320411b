/** kill -9 of the API server under writing clients: what it acknowledged is there, once, and nothing else is. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LocalOperator } from '@latchkey/api-server'
import { NodeStamper } from '@latchkey/sdk-server'
import { expect, it } from 'vitest'
import { makeTemporaryFile } from '../../services/api-server/test/store/support/temporary-store.ts'
import { Journal } from '../support/journal.ts'
import { killRepeatedly } from '../support/kill-rounds.ts'
import { makeRandom, readSeed } from '../support/random.ts'
import { auditStore, nothingAmiss } from '../support/store-audit.ts'
import { findChangedAnswers, listSubOrganizations, readUsers } from './kill-server/audit-server.ts'
import { clientOf, type Signer } from './kill-server/known-organization.ts'
import { type ServerProcess, spawnServer, stopServer, waitUntilReady } from './kill-server/server-process.ts'
import { WritingClient } from './kill-server/writing-client.ts'

const rounds = 50
const concurrency = 8
/** How long a server lives from the moment it listens: short lives are the more frequent ones. */
const [minLifeMs, maxLifeMs] = [100, 800]

/** The first start makes the organization and, since it ends in order, leaves compiled code for the next ones. */
async function makeParent(dataDir: string): Promise<Signer> {
  using server = spawnServer(dataDir)
  await waitUntilReady(server)
  await stopServer(server)
  const operator: LocalOperator = JSON.parse(await readFile(join(dataDir, 'local-operator.json'), 'utf8'))
  return { organizationId: operator.organizationId, stamper: new NodeStamper(operator) }
}

/** Over HTTP: every answer still holds, and there is what the clients know of, no more and no less. */
async function auditServer(url: string, parent: Signer, clients: readonly WritingClient[]): Promise<void> {
  const changed = await Promise.all(clients.map((client) => findChangedAnswers(url, parent, client)))
  expect(changed.flat()).toEqual([])
  const organizations = clients.flatMap((client) => client.organizations)
  const known = organizations.map(({ organizationId }) => organizationId).toSorted()
  expect(await listSubOrganizations(clientOf(parent, url))).toEqual(known)
  for (const organization of organizations) expect(await readUsers(url, organization)).toEqual(organization.users)
  expect((await clientOf(parent, url).getUsers()).users).toHaveLength(1)
}

/** A run in which no kill came between a commit and its answer would prove little. */
function checkPower(journal: Journal, clients: readonly WritingClient[]): void {
  const unknown = clients.reduce((sum, client) => sum + client.unknown, 0)
  const landed = clients.reduce((sum, client) => sum + client.landed, 0)
  const figures = `${journal.acknowledged.size} writes, ${unknown} without an answer, ${landed} of them recorded`
  process.stdout.write(`kill-server: ${figures}\n`)
  expect(journal.acknowledged.size).toBeGreaterThan(rounds * concurrency)
  expect(unknown).toBeGreaterThan(rounds)
  expect(landed).toBeGreaterThan(0)
}

it(`loses, doubles and invents nothing when the server is killed ${rounds} times`, { timeout: 240_000 }, async () => {
  const random = makeRandom(readSeed('kill-server'))
  await using temporary = await makeTemporaryFile()
  const dataDir = dirname(temporary.file)
  const parent = await makeParent(dataDir)
  const journal = new Journal()
  const clients = Array.from(
    { length: concurrency },
    (_, n) => new WritingClient({ label: `c${n}`, parent, random: makeRandom(random(2 ** 32)), journal }),
  )
  await killRepeatedly({
    rounds,
    start: () => spawnServer(dataDir),
    async workAndKill(server: ServerProcess) {
      const url = await waitUntilReady(server)
      const lifeMs = minLifeMs + random(1 + random(maxLifeMs - minLifeMs))
      const killed = delay(lifeMs).then(() => server.kill('SIGKILL'))
      await Promise.all([killed, ...clients.map((client) => client.work(url))])
    },
  })

  using server = spawnServer(dataDir)
  const url = await waitUntilReady(server)
  for (const client of clients) expect(await client.settle(url)).toBe(true)
  expect(journal.unresolved).toEqual([])
  await auditServer(url, parent, clients)
  await stopServer(server)
  expect(auditStore(join(dataDir, 'latchkey.db'), journal)).toEqual(nothingAmiss)
  checkPower(journal, clients)
})
