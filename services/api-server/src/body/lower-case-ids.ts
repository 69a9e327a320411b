/** Ids in one spelling: the store knows them in lower case, clients may send either. */
import { queries } from '@latchkey/contract'
import type { TSchema } from 'typebox'
import { memberOf } from '../member-of.ts'

/** Schema of an id, as every operation uses it. */
export const idSchema: TSchema = queries.whoami.request.properties.organizationId
const idPattern = memberOf(idSchema, 'pattern')

/**
 * The value with every id in lower case; objects are changed in place.
 * @param schema schema the value was found to match
 * @param value freshly parsed request
 */
export function lowerCaseIds(schema: unknown, value: unknown): unknown {
  if (typeof value === 'string') return memberOf(schema, 'pattern') === idPattern ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map((item) => lowerCaseIds(memberOf(schema, 'items'), item))
  const properties = memberOf(schema, 'properties')
  if (typeof properties !== 'object' || properties === null || typeof value !== 'object' || value === null) return value
  for (const [name, member] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) Reflect.set(value, name, lowerCaseIds(member, Reflect.get(value, name)))
  }
  return value
}
