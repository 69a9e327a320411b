/** The API server in a temporary data directory, over whatever database the environment names; says its port and its operator's key. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrapOrganization, type LocalOperator, readConfig, startApiServer } from '@latchkey/api-server'
import { findFreePort } from '../../test/support/free-port.ts'

/** What the process prints when it is ready. */
export interface ApiServerReady extends LocalOperator {
  port: number
}

const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))
const port = await findFreePort()
const { LATCHKEY_DATABASE_URL, LATCHKEY_DATABASE_DURABILITY } = process.env
const database = { LATCHKEY_DATABASE_URL, LATCHKEY_DATABASE_DURABILITY }
const environment = {
  ...database,
  LATCHKEY_DATA_DIR: dataDir,
  LATCHKEY_API_PORT: String(port),
  LATCHKEY_LOG_LEVEL: 'silent',
  // High enough not to be reached: what is measured includes counting.
  LATCHKEY_RATE_PER_ADDRESS: '1000000',
  LATCHKEY_RATE_PER_KEY: '1000000',
  LATCHKEY_RATE_PER_ORGANIZATION: '1000000',
}
const server = await startApiServer(readConfig(environment))
const operator = await bootstrapOrganization(server.system, dataDir)

console.log(JSON.stringify({ port, ...operator }))
