/** Reading the JSON object inside a stamp so that two readers cannot see two different stamps in the same bytes. */
import { CryptoError } from '../crypto-error.ts'

/** A string, a bracket, or a run of anything else that is not white space: enough to walk through JSON already known to be valid. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]|[^\s{}[\]:"]+/g

/** The names of the outermost object's members, in order and as often as they occur. */
function namesIn(validJson: string): string[] {
  const names: string[] = []
  let depth = 0
  let previous = ''
  for (const [current] of validJson.matchAll(token)) {
    if (current === '{' || current === '[') depth++
    else if (current === '}' || current === ']') depth--
    else if (current === ':' && depth === 1) names.push(String(JSON.parse(previous)))
    previous = current
  }
  return names
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
  const present = namesIn(text)
  if (new Set(present).size !== present.length) {
    throw new CryptoError('STAMP_MALFORMED', 'A stamp must not name a member twice.')
  }
  const members = new Map<string, unknown>(Object.entries(value))
  const read = (name: Name): [Name, string] => {
    const member = members.get(name)
    if (typeof member === 'string') return [name, member]
    throw new CryptoError('STAMP_MALFORMED', `A stamp must have the member "${name}" and it must be a string.`)
  }
  return Object.fromEntries(names.map(read)) as Record<Name, string>
}
