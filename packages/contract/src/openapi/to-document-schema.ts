/** Schemas with names of their own: they stand once among the document's components, and everywhere else a reference to them. */
import type { TSchema } from 'typebox'
import { ActivityRecord } from '../activity-record.ts'
import {
  ApiKey,
  ApiKeyParams,
  ApiKeyParamsV2,
  Authenticator,
  AuthenticatorParams,
  AuthenticatorParamsV2,
  User,
} from '../credentials.ts'
import { Pagination, Timestamp } from '../fields.ts'
import type { Schema } from './document.ts'

const named: Readonly<Record<string, TSchema>> = {
  ActivityRecord,
  User,
  ApiKey,
  Authenticator,
  Timestamp,
  ApiKeyParams,
  ApiKeyParamsV2,
  AuthenticatorParams,
  AuthenticatorParamsV2,
  Pagination,
}

// Schemas are copied when they become optional members, so they are told by what they say.
const nameOf = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]))

function withReferences(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const name = nameOf.get(JSON.stringify(value))
  return name === undefined ? withInnerReferences(value) : { $ref: `#/components/schemas/${name}` }
}

function withInnerReferences(value: object): unknown {
  if (Array.isArray(value)) return value.map(withReferences)
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, withReferences(inner)]))
}

/**
 * A schema of the contract as the document holds it.
 * @param schema request, response or result
 */
export function toDocumentSchema(schema: TSchema): Schema {
  return withReferences(schema) as Schema
}

/** The schemas that others refer to, by name. */
export function toNamedSchemas(): Record<string, Schema> {
  const entries = Object.entries(named).map(([name, schema]) => [name, withInnerReferences(schema) as Schema] as const)
  return Object.fromEntries(entries)
}
