/** Fuzz targets for request bodies: the strict reading of JSON, and the first stage of the server for every operation. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { accept } from '../../../services/api-server/src/accept/accept.ts'
import { Refusal } from '../../../services/api-server/src/refusal.ts'
import { JsonFault, readStrictJson } from '../../../services/api-server/src/strict-json.ts'
import { replaceAt, sampleRequests } from '../../support/sample-requests.ts'
import { type FuzzTarget, nearly, readOrRefuse } from '../target.ts'

const samples = sampleRequests('0195c0de-0000-7000-8000-000000000001', 1_800_000_000_000)
const json = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.constantFrom(...samples).map(({ body }) => JSON.stringify(body)),
)
const nearlyJson = json.chain((text) => nearly(Buffer.from(text)))

const isPlain = (bytes: Uint8Array): boolean => {
  try {
    JSON.parse(Buffer.from(bytes).toString())
    return true
  } catch {
    return false
  }
}

/** Whatever is taken means what the platform's own parser says; whatever that refuses is refused. */
const strictJson: FuzzTarget = {
  name: 'JSON scan',
  property: fc.asyncProperty(
    fc.oneof(
      nearlyJson,
      json.map((text) => new Uint8Array(Buffer.from(text))),
    ),
    async (bytes) => {
      const read = await readOrRefuse(
        () => ({ value: readStrictJson(bytes) }),
        (error) => error instanceof JsonFault,
      )
      if (!isPlain(bytes)) return read === undefined
      return read === undefined || isDeepStrictEqual(read.value, JSON.parse(Buffer.from(bytes).toString()))
    },
  ),
}

const anyRequest = fc.constantFrom(...samples).chain(({ path, body, texts }) => {
  const changed = fc
    .tuple(fc.constantFrom(...texts), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' })))
    .map(([place, value]) => Buffer.from(JSON.stringify(replaceAt(body, place, value))))
  return fc.record({ path: fc.constant(path), body: fc.oneof(changed, nearly(Buffer.from(JSON.stringify(body)))) })
})

const firstStage: FuzzTarget = {
  name: 'request of any operation',
  property: fc.asyncProperty(anyRequest, async ({ path, body }) => {
    const request = { method: 'POST', path, rawHeaders: [], body: new Uint8Array(body), requestId: 'fuzz' }
    const call = await readOrRefuse(
      () => accept(request),
      (error) => error instanceof Refusal && error.code !== 'INTERNAL',
    )
    return call === undefined || /^[0-9a-f-]{36}$/.test(call.organizationId)
  }),
}

/** Targets of this file. */
export const requestTargets: readonly FuzzTarget[] = [strictJson, firstStage]
