/** Reading members of values whose shape the type-checker does not know, such as JSON schemas and answers. */

/**
 * Own or inherited member of an object, undefined for anything else.
 * @param value any value
 * @param name name of the member
 */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
