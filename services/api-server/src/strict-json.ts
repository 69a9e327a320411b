/** JSON that has one meaning only: what two parsers could read differently is refused. Request bodies and WebAuthn client data come through here. */

/** Why bytes were not taken for JSON; the message quotes none of them. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
}

/** Deepest nesting of objects and arrays; a lone `{}` has depth 1. */
const maxDepth = 32
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new JsonFault('not valid UTF-8')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the parser's error: its text quotes the input.
    throw new JsonFault('not valid JSON')
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) throw new JsonFault('a text has a lone surrogate')
}

function checkName(name: string): void {
  checkText(name)
  if (forbiddenNames.has(name)) throw new JsonFault('a member has a name that is reserved')
}

/** Checks a parsed value and everything in it; answers how many members its objects have altogether. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value === 'string') checkText(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonFault('a number is too large')
  if (typeof value !== 'object' || value === null) return 0
  if (depth > maxDepth) throw new JsonFault(`nested deeper than ${maxDepth}`)
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item, depth + 1)
    return count
  }
  for (const [name, member] of Object.entries(value)) {
    checkName(name)
    count += 1 + countMembers(member, depth + 1)
  }
  return count
}

const isUnsafeInteger = (token: string): boolean => /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))

/**
 * The value of a JSON text in which nothing is ambiguous.
 *
 * The platform's parser decides what is JSON, so that there is one opinion about that; the checks after it may then take validity
 * for granted. Of members with the same name it keeps the last: so a text has duplicates exactly when it has more colons outside
 * strings than the value has members.
 * @param bytes UTF-8 without byte order mark
 * @throws JsonFault on invalid UTF-8 or JSON, duplicate member names (compared unescaped), the names `__proto__`, `constructor` and
 * `prototype`, lone surrogates, numbers beyond the range of doubles, integers beyond ±(2^53 − 1), and nesting deeper than 32
 * @see RFC 8259, RFC 7493
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  const value = parse(text)
  const members = countMembers(value, 1)
  const withoutStrings = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
  if (withoutStrings.split(':').length - 1 !== members) throw new JsonFault('a member occurs twice')
  if (withoutStrings.match(/-?\d[\d.eE+-]*/g)?.some(isUnsafeInteger)) throw new JsonFault('an integer is too large')
  return value
}

/**
 * The members of a JSON object, as strict as {@link readStrictJson}.
 * @param bytes UTF-8 without byte order mark
 * @throws JsonFault also when the value is not an object
 */
export function readStrictJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const value = readStrictJson(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JsonFault('not an object')
  return { ...value }
}
