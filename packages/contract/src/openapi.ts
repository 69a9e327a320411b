/** The operation tables as an OpenAPI 3.1 document. */
import type { TSchema } from 'typebox'
import { ActivityRecord as activityRecordSchema } from './activity-record.ts'
import type { Activity, Query } from './operation.ts'
import { activities, queries } from './operations.ts'

type Json = Record<string, unknown>

/** Path item of one read. */
function toQueryItem(name: string, operation: Query): Json {
  return toItem(name, operation.summary, operation.request, operation.response)
}

/** Path item of one write; every accepted version is one alternative of the body. */
function toActivityItem(name: string, operation: Activity): Json {
  const bodies = Object.entries(operation.versions).map(([type, { parameters }]) => ({
    type: 'object',
    required: ['type', 'organizationId', 'timestampMs', 'parameters'],
    properties: {
      type: { const: type },
      organizationId: { type: 'string', format: 'uuid' },
      timestampMs: { type: 'string', description: 'milliseconds since 1970-01-01 UTC' },
      parameters,
    },
  }))
  return toItem(name, operation.summary, { oneOf: bodies }, { $ref: '#/components/schemas/ActivityAnswer' })
}

function toItem(operationId: string, summary: string, request: TSchema | Json, response: TSchema | Json): Json {
  return {
    post: {
      operationId,
      summary,
      security: [{ stamp: [] }, { webauthnStamp: [] }, { session: [] }],
      requestBody: { required: true, content: { 'application/json': { schema: request } } },
      responses: {
        200: { description: 'Done.', content: { 'application/json': { schema: response } } },
        default: {
          description: 'Refused.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  }
}

const header = (name: string, description: string): Json => ({ type: 'apiKey', in: 'header', name, description })

/**
 * Builds the OpenAPI 3.1 document of every operation, as a JSON value.
 */
export function toOpenApi(): Json {
  const paths = Object.fromEntries([
    ...Object.entries(queries).map(([name, operation]) => [`/public/v1/query/${name}`, toQueryItem(name, operation)]),
    ...Object.entries(activities).map(([name, operation]) => [
      `/public/v1/submit/${name}`,
      toActivityItem(name, operation),
    ]),
  ])
  return {
    openapi: '3.1.0',
    info: { title: 'Latchkey', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        stamp: header(
          'X-Stamp',
          'base64url of JSON {publicKey, scheme, signature}: an API key’s signature over the body',
        ),
        webauthnStamp: header(
          'X-Stamp-Webauthn',
          'JSON {authenticatorData, clientDataJson, credentialId, signature}: a passkey assertion over the body',
        ),
        session: header('X-Session', 'token of a read-only session'),
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message', 'details'],
          properties: {
            code: { type: 'integer' },
            message: { type: 'string' },
            details: { type: 'array', items: { type: 'object' } },
          },
        },
        ActivityAnswer: { type: 'object', required: ['activity'], properties: { activity: activityRecordSchema } },
      },
    },
  }
}
