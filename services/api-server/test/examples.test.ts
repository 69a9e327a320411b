/** Every example of the API's description is sent, over HTTP and signed, to a copy of the world it speaks of. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Activity, activities } from '@latchkey/contract'
import { type OpenApiDocument, type Operation, type Schema, toOpenApi } from '@latchkey/contract/openapi'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleIds, exampleTimestampMs } from '../../../packages/contract/src/examples.ts'
import { memberAt, stampWith, startTestApiServer, type TestAnswer } from '../../../test/support/api-server.ts'
import { type ExampleWorld, makeExampleWorld } from '../../../test/support/example-world.ts'

const document: OpenApiDocument = JSON.parse(JSON.stringify(toOpenApi()))
const operations = Object.entries(document.paths).map(([path, { post }]) => [path, post] as const)

let world: ExampleWorld
beforeAll(async () => {
  world = await makeExampleWorld()
})
afterAll(() => rmSync(world.dataDir, { recursive: true }))

/** Answer of a fresh copy of the world to the example, signed by a root user of the organization it is sent to. */
async function sendExample(path: string, { requestBody }: Operation): Promise<TestAnswer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-example-'))
  cpSync(world.dataDir, dataDir, { recursive: true })
  const server = await startTestApiServer({ dataDir, nowMs: () => Number(exampleTimestampMs) })
  try {
    const body = JSON.stringify(requestBody.content['application/json'].example)
    const isForParent = memberAt(JSON.parse(body), 'organizationId') === exampleIds.organization
    const rootStamp = isForParent ? server.root : stampWith(world.subOrganizationKey.privateKey)
    // A session is renewed by its own key.
    const stamp = path.endsWith('/renew_session') ? stampWith(world.sessionKey.privateKey) : rootStamp
    return await server.post(path, body, await stamp(body))
  } finally {
    await server.close()
    rmSync(dataDir, { recursive: true })
  }
}

/** What an answer has that the described schema does not allow. References are resolved against the document's components. */
function findViolations(schema: Schema, body: unknown): unknown[] {
  return [...Compile({ ...schema, components: document.components }).Errors(body)]
}

const schemaOf = ({ responses }: Operation): Schema => responses[200].content['application/json'].schema

const resultKeysOf = (body: unknown): string[] => Object.keys(Object(memberAt(body, 'activity.result')))

/** Keys under which the current version of a write, which is the version of the example, has its result. */
function currentKeysOf({ operationId }: Operation): readonly string[] | undefined {
  const activity = Object.entries<Activity>(activities).find(([name]) => name === operationId)?.[1]
  return activity?.versions[activity.current]?.resultKeys
}

describe.each(operations)('the example of %s', (path, operation) => {
  it('is answered as described', async () => {
    const { status, body } = await sendExample(path, operation)
    expect({ status, body }).toMatchObject({ status: 200 })
    expect(findViolations(schemaOf(operation), body)).toEqual([])
    // A vote is answered with the write it is about, which has the result of its own operation.
    const isVote = path.endsWith('_activity') && path.includes('/submit/')
    if (path.includes('/submit/') && !isVote) expect(resultKeysOf(body)).toEqual(currentKeysOf(operation))
  })
})

describe('an answer that is not as described', () => {
  it.each(operations)('of %s would be noticed', (_path, operation) => {
    expect(findViolations(schemaOf(operation), {})).not.toEqual([])
  })

  it('is noticed below references and under the key of a result', () => {
    const { post } = document.paths['/public/v1/submit/create_api_keys'] ?? {}
    if (post === undefined) throw new Error('the operation has gone')
    const violations = findViolations(schemaOf(post), { activity: { result: { createApiKeysResult: {} } } })
    const required = violations.flatMap((violation) => memberAt(violation, 'params.requiredProperties') ?? [])
    expect(required).toEqual(expect.arrayContaining(['fingerprint', 'apiKeyIds']))
  })
})
