/** Requests made of the contract's own schemas, and what can be wrong with each of their members. */
import { type ActivityName, activities, type QueryName, queries, TimestampMsSchema } from '@latchkey/contract'
import {
  exampleIds,
  examplePublicKey,
  exampleTargetPublicKey,
  exampleTimestampMs,
} from '../../packages/contract/src/examples.ts'
import { memberAt } from '../support/api-server.ts'

type Members = Record<string, unknown>

/** Texts of which one fits every pattern of the contract. */
const texts: readonly string[] = [
  'x',
  ...[exampleIds.user, examplePublicKey, exampleTargetPublicKey, exampleTimestampMs],
  ...['ada@example.com', '+442071234567', '60', 'ACTIVITY_TYPE_X'],
]

const patternOf = (schema: unknown): string | undefined => {
  const pattern = memberAt(schema, 'pattern')
  return typeof pattern === 'string' ? pattern : undefined
}

const matches = (schema: unknown, text: string) => new RegExp(patternOf(schema) ?? '', 'u').test(text)

function makeText(schema: unknown): string {
  const text = texts.find((each) => matches(schema, each))
  if (text === undefined) throw new Error(`no text fits ${patternOf(schema)}`)
  return text
}

const propertiesOf = (schema: unknown): [string, unknown][] => Object.entries(Object(memberAt(schema, 'properties')))

const isRequired = (schema: unknown, name: string): boolean => {
  const required = memberAt(schema, 'required')
  return Array.isArray(required) && required.includes(name)
}

/** Whether a schema takes anything. */
const isOpen = (schema: unknown): boolean =>
  ['type', 'anyOf', 'const'].every((keyword) => memberAt(schema, keyword) === undefined)

/** A value of a schema: with every optional member and one item in every list, or as small as it can be. */
function makeValue(schema: unknown, isSmall = false): unknown {
  const alternatives = memberAt(schema, 'anyOf')
  if (Array.isArray(alternatives)) return makeValue(alternatives[0], isSmall)
  if (memberAt(schema, 'const') !== undefined) return memberAt(schema, 'const')
  switch (memberAt(schema, 'type')) {
    case 'object':
      return makeObject(schema, isSmall)
    case 'array':
      return isSmall && memberAt(schema, 'minItems') === 0 ? [] : [makeValue(memberAt(schema, 'items'), isSmall)]
    case 'boolean':
      return true
    case 'integer':
      return 1
    case 'string':
      return makeText(schema)
    default:
      return undefined
  }
}

function makeObject(schema: unknown, isSmall: boolean): Members {
  const members = propertiesOf(schema).filter(([name]) => !isSmall || isRequired(schema, name))
  return Object.fromEntries(members.map(([name, member]) => [name, makeValue(member, isSmall)]))
}

/** Well-formed request of one operation in one version. */
export interface WalkedRequest {
  title: string
  path: string
  schema: unknown
  body: Members
}

/** Every version of every operation. */
export function listRequests(): WalkedRequest[] {
  const reads = Object.keys(queries) as QueryName[]
  const writes = Object.keys(activities) as ActivityName[]
  return [...reads.map(toRead), ...writes.flatMap(toWrites)]
}

function toRead(name: QueryName): WalkedRequest {
  const schema = queries[name].request
  return { title: name, path: `/public/v1/query/${name}`, schema, body: makeObject(schema, false) }
}

function toWrites(name: ActivityName): WalkedRequest[] {
  return Object.entries(activities[name].versions).map(([type, { parameters }]) => {
    const properties = { parameters, timestampMs: TimestampMsSchema }
    const schema = { type: 'object', required: Object.keys(properties), properties }
    const body = { ...makeObject(schema, false), type, organizationId: exampleIds.organization }
    return { title: type, path: `/public/v1/submit/${name}`, schema, body }
  })
}

/** One thing wrong with a request. */
export interface Fault {
  /** Member that must be named in the refusal. */
  field: string
  what: string
  /** What stands there instead; undefined for nothing at all. */
  value: unknown
}

const types = { string: 'x', number: 5, boolean: true, null: null, list: [], object: {} }

/** What a member of a schema may be, by the names above. */
function typesOf(schema: unknown): string[] {
  const alternatives = memberAt(schema, 'anyOf')
  if (Array.isArray(alternatives)) return alternatives.flatMap(typesOf)
  const type = memberAt(schema, 'type')
  return [String({ array: 'list', integer: 'number' }[String(type)] ?? type ?? typeof memberAt(schema, 'const'))]
}

const wrongTypes = (schema: unknown): [what: string, value: unknown][] =>
  Object.entries(types).filter(([name]) => !typesOf(schema).includes(name))

/** Texts that no identifier, label or key may be; those that a schema allows are left out. */
const wrongTexts: readonly [what: string, text: string][] = [
  ['an empty text', ''],
  ['a line feed at the end', `${exampleIds.user}\n`],
  ['a line feed within', 'a\nb'],
  ['a direction override', 'a\u202eb'],
  ['256 characters', 'x'.repeat(256)],
  ['an id that lacks a digit', exampleIds.user.slice(0, -1)],
  ['an id in braces', `{${exampleIds.user}}`],
  ['a point of half the length', examplePublicKey.slice(0, 34)],
  ['a negative number', '-1'],
  ['a fraction', '1.5'],
]

const isAllowed = (schema: unknown, text: string): boolean => {
  const alternatives = memberAt(schema, 'anyOf')
  if (Array.isArray(alternatives)) return alternatives.some((each) => isAllowed(each, text))
  if (memberAt(schema, 'const') !== undefined) return memberAt(schema, 'const') === text
  if (memberAt(schema, 'type') !== 'string') return false
  const maxLength = Number(memberAt(schema, 'maxLength') ?? Number.POSITIVE_INFINITY)
  return matches(schema, text) && [...text].length <= maxLength
}

function wrongValues(schema: unknown): [what: string, value: unknown][] {
  const wrong = wrongTypes(schema)
  const isText = typesOf(schema).includes('string')
  if (isText) wrong.push(...wrongTexts.filter(([, text]) => !isAllowed(schema, text)))
  if (typesOf(schema).includes('number')) wrong.push(['a fraction', 1.5], ['a huge number', 1e300])
  if (memberAt(schema, 'type') === 'array') {
    const items = Array.from({ length: 101 }, () => makeValue(memberAt(schema, 'items'), true))
    wrong.push(['101 items', items])
    if (Number(memberAt(schema, 'minItems')) > 0) wrong.push(['no items', []])
  }
  return wrong
}

/**
 * Everything that is tried on the members below one schema.
 * @param schema of an object or list
 * @param path names and indexes that lead to it
 */
export function listFaults(schema: unknown, path: readonly string[] = []): Fault[] {
  if (memberAt(schema, 'type') === 'array') return faultsOf(memberAt(schema, 'items'), [...path, '0'])
  return propertiesOf(schema).flatMap(([name, member]) => {
    const here = [...path, name]
    const field = here.join('.')
    const absent = isRequired(schema, name) ? [{ field, what: 'nothing', value: undefined }] : []
    return [...absent, ...faultsOf(member, here)]
  })
}

function faultsOf(schema: unknown, path: readonly string[]): Fault[] {
  if (isOpen(schema)) return []
  const field = path.join('.')
  const own = wrongValues(schema).map(([what, value]) => ({ field, what, value }))
  return [...own, ...listFaults(schema, path)]
}

/**
 * A copy of a request with one fault.
 * @param body well-formed request
 * @param fault what is wrong, and where
 */
export function withFault(body: Members, { field, value }: Pick<Fault, 'field' | 'value'>): Members {
  const copy = structuredClone(body)
  const names = field.split('.')
  const last = names.pop() ?? ''
  const place = names.length === 0 ? copy : memberAt(copy, names.join('.'))
  if (typeof place !== 'object' || place === null) throw new Error(`the request has no ${names.join('.')}`)
  if (value === undefined) Reflect.deleteProperty(place, last)
  else Reflect.set(place, last, value)
  return copy
}
