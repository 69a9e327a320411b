/** The operation tables as paths of the document. */
import { exampleTimestampMs } from '../examples.ts'
import { Id, TimestampMs } from '../fields.ts'
import type { Activity, Query } from '../operation.ts'
import { activities, queries } from '../operations.ts'
import type { OpenApiDocument, Operation, Schema } from './document.ts'
import { toDocumentSchema } from './to-document-schema.ts'

/** What reads and writes differ in. */
interface Bodies {
  request: Schema
  example: unknown
  response: Schema
  security: Operation['security']
}

const stamps = [{ stamp: [] }, { webauthnStamp: [] }]
const stampsOrSession = [...stamps, { session: [] }]

/** The one write that takes the token of a read-only session: ending it. */
const endsSession = 'delete_read_only_sessions'

const toContent = (schema: Schema, example?: unknown): Operation['requestBody']['content'] => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
})

function toOperation(operationId: string, { summary, tag }: Query | Activity, bodies: Bodies): Operation {
  const { request, example, response, security } = bodies
  return {
    operationId,
    tags: [tag],
    summary,
    security,
    requestBody: { required: true, content: toContent(request, example) },
    responses: {
      200: { description: 'Done.', content: toContent(response) },
      default: { description: 'Refused.', content: toContent({ $ref: '#/components/schemas/Error' }) },
    },
  }
}

function toQuery(name: string, operation: Query): Operation {
  const [request, response] = [toDocumentSchema(operation.request), toDocumentSchema(operation.response)]
  return toOperation(name, operation, { request, response, example: operation.example, security: stampsOrSession })
}

/** Every accepted version is one alternative of the body. */
function toRequest({ versions, current }: Activity): Schema {
  const bodies = Object.entries(versions).map(([type, { parameters }]) => ({
    type: 'object',
    description: type === current ? 'the current version' : 'a version that older clients send',
    required: ['type', 'organizationId', 'timestampMs', 'parameters'],
    properties: {
      type: { const: type },
      organizationId: toDocumentSchema(Id),
      timestampMs: toDocumentSchema(TimestampMs),
      parameters: toDocumentSchema(parameters),
    },
  }))
  return { oneOf: bodies }
}

/** The record of the activity, whose result has the member that goes with the version. */
function toResponse({ versions, result }: Activity): Schema {
  const keys = new Set(Object.values(versions).flatMap(({ resultKeys }) => resultKeys))
  const properties = Object.fromEntries([...keys].map((key) => [key, toDocumentSchema(result)]))
  const description = 'named by the version; without members until the activity is completed'
  const activity = {
    allOf: [
      { $ref: '#/components/schemas/ActivityRecord' },
      { type: 'object', properties: { result: { type: 'object', description, properties } } },
    ],
  }
  return { type: 'object', required: ['activity'], properties: { activity } }
}

function toActivity(name: string, operation: Activity): Operation {
  const { current: type, exampleOrganizationId: organizationId, example: parameters } = operation
  return toOperation(name, operation, {
    request: toRequest(operation),
    example: { type, organizationId, timestampMs: exampleTimestampMs, parameters },
    response: toResponse(operation),
    security: name === endsSession ? stampsOrSession : stamps,
  })
}

/** Path items by path, reads first, in the order of the tables. */
export function toPaths(): OpenApiDocument['paths'] {
  const reads = Object.entries<Query>(queries).map(
    ([name, operation]) => [`/public/v1/query/${name}`, { post: toQuery(name, operation) }] as const,
  )
  const writes = Object.entries<Activity>(activities).map(
    ([name, operation]) => [`/public/v1/submit/${name}`, { post: toActivity(name, operation) }] as const,
  )
  return Object.fromEntries([...reads, ...writes])
}
