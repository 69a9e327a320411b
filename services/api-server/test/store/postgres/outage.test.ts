/** PostgreSQL that goes away, ends connections or hangs: nothing is acknowledged that is not there, and the store recovers by itself. */
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addTenant, makeActivity, makeApiKey, type Tenant } from '../../../../../test/support/store-rows.ts'
import { toClientConfig } from '../../../src/store/postgres/connections.ts'
import type { Store } from '../../../src/store/store.ts'
import { refusalCodeOf } from '../../support/refusal-of.ts'
import type { OpenStore } from '../behaviour/current.ts'
import { openTemporaryPostgres, storeOptions, usePostgresServer } from '../support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()

let open: OpenStore
let store: Store
let tenant: Tenant
beforeEach(async () => {
  open = await openTemporaryPostgres(serverOfFile())
  store = open.store
  tenant = await addTenant(store)
})
afterEach(() => open.close())

const find = () => store.findOrganization(tenant.organization.organizationId)
const record = (text: string, effect = async (): Promise<unknown> => text) =>
  store.recordActivity(makeActivity(tenant, text), effect)

/** Ends all connections of stores, as an administrator or a failing network does. */
const endConnections = () =>
  serverOfFile().server.run(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'latchkey'",
  )

describe('a server that is restarted', () => {
  it.each(['fast', 'immediate'] as const)(
    'is refused for while it is away (%s), and used again afterwards',
    async (mode) => {
      const { server } = serverOfFile()
      await find()
      await server.stop(mode)
      for (const work of [find, () => store.listUsers(tenant.organization.organizationId), () => record('away')]) {
        expect(await refusalCodeOf(work)).toBe('STORE_UNAVAILABLE')
      }
      await server.start()
      expect(await find()).toEqual(tenant.organization)
      expect(await record('away')).toMatchObject({ existing: false, result: 'away' })
    },
  )

  it('leaves nothing of what was under way, which the same bytes then do', async () => {
    const { server } = serverOfFile()
    const key = makeApiKey(tenant)
    const activity = makeActivity(tenant, 'interrupted')
    const interrupted = store.recordActivity(activity, async (transaction) => {
      await transaction.addApiKey(key)
      await server.stop('immediate')
    })
    expect(await refusalCodeOf(() => interrupted)).toBe('STORE_UNAVAILABLE')
    await server.start()
    expect(await store.findApiKey(key.organizationId, key.publicKey)).toBeUndefined()
    const again = await store.recordActivity(activity, (transaction) => transaction.addApiKey(key))
    expect(again).toMatchObject({ existing: false, result: true })
  })
})

describe('connections that end', () => {
  it('are replaced, idle ones without anybody noticing', async () => {
    await Promise.all([find(), find(), find(), record('before')])
    await endConnections()
    await expect.poll(find).toEqual(tenant.organization)
    expect(await record('after')).toMatchObject({ existing: false })
  })

  it('before the commit lose the activity, and the same bytes record it', async () => {
    expect(await refusalCodeOf(() => record('lost', endConnections))).toBe('STORE_UNAVAILABLE')
    expect(await record('lost')).toMatchObject({ existing: false, result: 'lost' })
    expect(await record('lost')).toMatchObject({ existing: true })
  })

  it('do not take each other’s transactions along', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => (n === 30 ? endConnections() : record(`${n}`))),
    )
    const acknowledged = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' && n !== 30 ? [`${n}`] : []))
    for (let n = 0; n < 60; n += 1) {
      const again = await record(`${n}`)
      if (acknowledged.includes(`${n}`)) expect(again).toMatchObject({ existing: true, result: `${n}` })
    }
    const log = await store.listLog(tenant.organization.organizationId, 0, 1000)
    expect(log.map(({ entry }) => entry.position)).toEqual(log.map((_, index) => index + 1))
    expect(log).toHaveLength(60)
  })
})

describe('a transaction', () => {
  it('that waits too long for a lock is refused, and holds up nobody afterwards', async () => {
    const { server } = serverOfFile()
    const [{ name } = {}] = await server.run(
      "select datname as name from pg_stat_activity where application_name = 'latchkey' and datname like 'test%' limit 1",
    )
    const other = new Client(toClientConfig(storeOptions(server.urlOf(String(name))).address))
    await other.connect()
    await other.query('begin')
    await other.query('select 1 from organizations for update')
    const [waiting] = await Promise.allSettled([record('waits')])
    await other.end()
    expect(waiting).toMatchObject({
      status: 'rejected',
      reason: { code: 'STORE_UNAVAILABLE', details: { reason: expect.stringContaining('statement timeout') } },
    })
    expect(await record('waits')).toMatchObject({ existing: false })
  })

  it('is not acknowledged when it has swallowed the failure of a statement', async () => {
    const { user } = tenant
    const swallowing = store.transact(async (transaction) => {
      await transaction.renameOrganization(user.organizationId, 'renamed')
      await transaction.addUser(user).catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow('nothing of it was committed')
    expect(await find()).toEqual(tenant.organization)
  })
})
