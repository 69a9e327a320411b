/** The error envelope as a schema, with every code that it can carry. */

import type { ServerError } from '../errors/server-error.ts'
import { serverErrors, wireCodes } from '../errors.ts'
import type { Schema } from './document.ts'

const publicCodes = Object.entries<ServerError>(serverErrors)
  .filter(([, { publicAs }]) => publicAs === undefined)
  .map(([code]) => code)

const detail = (type: string, properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: ['@type', ...Object.keys(properties)],
  properties: { '@type': { const: `type.googleapis.com/${type}` }, ...properties },
})

const text = (description: string): Schema => ({ type: 'string', description })

const ErrorInfo = detail('google.rpc.ErrorInfo', {
  reason: { enum: publicCodes, description: 'the code to branch on' },
  domain: { const: 'latchkey' },
  metadata: {
    type: 'object',
    required: ['remedy', 'requestId'],
    properties: { remedy: text('what to do'), requestId: text('id of this request in the server’s log') },
  },
})

const TurnkeyErrorDetail = detail('errors.v1.TurnkeyErrorDetail', {
  turnkeyErrorCode: text('the code that Turnkey’s client packages branch on'),
})

const BadRequest = detail('google.rpc.BadRequest', {
  fieldViolations: {
    type: 'array',
    description: 'every member that was refused',
    items: {
      type: 'object',
      required: ['field', 'description'],
      properties: {
        field: text('member names and indexes joined by dots, such as parameters.apiKeys.0.publicKey'),
        description: text('what it must be'),
      },
    },
  },
})

/** Body of every refusal. */
export const errorSchema: Schema = {
  type: 'object',
  required: ['code', 'message', 'details'],
  properties: {
    code: { enum: Object.values(wireCodes), description: 'a gRPC status code' },
    message: text('one sentence for people'),
    details: { type: 'array', items: { anyOf: [ErrorInfo, TurnkeyErrorDetail, BadRequest] } },
  },
}
