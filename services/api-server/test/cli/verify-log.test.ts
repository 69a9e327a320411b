/** `verify-log`: whole logs end with 0, one changed row with 1 and the entry it belongs to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeChild } from '../../../../test/support/actors.ts'
import { startTestApiServer } from '../../../../test/support/api-server.ts'
import { run } from './support.ts'

let dataDir: string
let organizationIds: string[]
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
  const server = await startTestApiServer({ dataDir })
  const child = await makeChild(server)
  organizationIds = [server.organizationId, child.organizationId]
  await server.close()
})
afterAll(() => rmSync(dataDir, { recursive: true }))

const verify = (...args: string[]) => run(['verify-log', ...args], { LATCHKEY_DATA_DIR: dataDir })

it('prints where each log ends', async () => {
  const { code, out, complaints } = await verify()
  expect({ code, complaints }).toEqual({ code: 0, complaints: [] })
  const [parent, child] = organizationIds
  expect(out).toMatch(new RegExp(`^ok {3}${parent} 1 [0-9a-f]{64}\\nok {3}${child} 0 0{64}\\n$`))
})

it('names the entry that a changed row belongs to', async () => {
  const database = new DatabaseSync(join(dataDir, 'latchkey.db'))
  database.exec("update activities set result = replace(result, 'a', 'b')")
  database.close()
  const { code, out } = await verify('--json')
  expect(code).toBe(1)
  const [first = ''] = out.split('\n')
  expect(JSON.parse(first)).toMatchObject({
    organizationId: organizationIds[0],
    entries: 1,
    problems: [expect.stringMatching(/^entry 1, activity [0-9a-f-]{36}: what is stored is not what was logged$/)],
  })
})
