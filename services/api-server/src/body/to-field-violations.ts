/** Validation errors in the words of the contract: which field, and what it must be. */
import type { TSchema } from 'typebox'
import type { Validator } from 'typebox/compile'
import { memberOf } from '../member-of.ts'
import type { FieldViolation } from '../refusal.ts'

type ValidationError = ReturnType<Validator['Errors']>[number]

/** The part of a schema an error is about. Alternatives count as one: their description says what all of them accept. */
function schemaAt(schema: TSchema, schemaPath: string): unknown {
  const segments = schemaPath.split('/').slice(1)
  const end = segments.indexOf('anyOf')
  return segments.slice(0, end < 0 ? undefined : end).reduce(memberOf, schema)
}

function describe(schema: unknown, fallback: string): string {
  const description = memberOf(schema, 'description')
  return typeof description === 'string' ? `must be ${description}` : fallback
}

const joinPath = (path: readonly string[]): string => path.filter(Boolean).join('.')

function toViolations(schema: TSchema, error: ValidationError): FieldViolation[] {
  const path = error.instancePath.split('/')
  const part = schemaAt(schema, error.schemaPath)
  if (error.keyword !== 'required') return [{ field: joinPath(path), description: describe(part, error.message) }]
  return error.params.requiredProperties.map((name) => ({
    field: joinPath([...path, name]),
    description: describe(memberOf(memberOf(part, 'properties'), name), 'must be present'),
  }))
}

/**
 * Refused fields, each once, as paths such as `parameters.apiKeys.0.publicKey`; the empty path stands for the whole request.
 * @param schema schema the request was checked against
 * @param errors what its validator found
 */
export function toFieldViolations(schema: TSchema, errors: readonly ValidationError[]): FieldViolation[] {
  const violations = errors.flatMap((error) => toViolations(schema, error))
  return [...new Map(violations.map((violation) => [violation.field, violation])).values()]
}
