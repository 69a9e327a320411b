/** Stamped `whoami` over PostgreSQL. Goal: rate ≥ 0.60. */
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { compareWhoami } from './support/compare-whoami.ts'

await using postgres = await startPostgresServer()
const environment = {
  LATCHKEY_DATABASE_URL: postgres.urlOf(await postgres.makeDatabase()),
  LATCHKEY_DATABASE_DURABILITY: 'unsafe',
}
await compareWhoami({ name: 'whoami, PostgreSQL', environment, requestsPerBurst: 3000 })
