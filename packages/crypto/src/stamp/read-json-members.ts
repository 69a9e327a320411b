/** Reading the JSON object inside a stamp so that two readers cannot see two different stamps in the same bytes. */
import { CryptoError } from '../crypto-error.ts'

/** How many members the outermost object spells out, repeated ones included. */
function countMembers(validJson: string): number {
  let count = 0
  let depth = 0
  for (const character of validJson.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    else if (character === ':' && depth === 1) count++
  }
  return count
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the parser's error: its text quotes the input.
    throw new CryptoError('STAMP_MALFORMED', 'A stamp must be a JSON object.')
  }
}

/**
 * The named string members of a JSON object; members of other names are ignored.
 * @param text JSON
 * @param names which members must be there
 * @throws STAMP_MALFORMED when it is not a JSON object, a member name occurs twice, or a named member is missing or not a string
 * @see RFC 8259 §4, which leaves a name that occurs twice to each reader
 */
export function readJsonMembers<Name extends string>(text: string, names: readonly Name[]): Record<Name, string> {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CryptoError('STAMP_MALFORMED', 'A stamp must be a JSON object.')
  }
  // Of members with the same name the parser keeps the last, so the text then spells out more than the value has.
  if (countMembers(text) !== Object.keys(value).length) {
    throw new CryptoError('STAMP_MALFORMED', 'A stamp must not name a member twice.')
  }
  const members: Partial<Record<Name, string>> = {}
  for (const name of names) members[name] = readMember(value, name)
  return members as Record<Name, string>
}

function readMember(value: object, name: string): string {
  const member: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  if (typeof member === 'string') return member
  throw new CryptoError('STAMP_MALFORMED', `A stamp must have the member "${name}" and it must be a string.`)
}
