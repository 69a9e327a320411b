/** Well-formed request bodies of every operation, made from the contract, and the texts in them that an attacker may choose. */
import { type ActivityName, activities, type QueryName, queries } from '@latchkey/contract'

/** A request: where it goes, and a body its schema accepts. */
export interface SampleRequest {
  /** Path segment, or the version of a write. */
  readonly name: string
  /** Whether it is the version our own clients send; always so for reads. */
  readonly isCurrent: boolean
  readonly path: string
  readonly body: Record<string, unknown>
  /** Paths of the texts in the body, as member names and indexes. */
  readonly texts: readonly (readonly string[])[]
}

/** Tried in turn for a text with a pattern. */
const texts = [
  'text',
  '0195c0de-0000-7000-8000-000000000001',
  'ada@app.example',
  '+4915112345678',
  '036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296',
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  '900',
  '10',
  'ACTIVITY_TYPE_CREATE_USERS_V4',
]

const memberOf = (schema: unknown, name: string): unknown =>
  typeof schema === 'object' && schema !== null ? Reflect.get(schema, name) : undefined

function sampleText(schema: unknown): string {
  const pattern = new RegExp(String(memberOf(schema, 'pattern') ?? ''))
  const text = texts.find((candidate) => pattern.test(candidate))
  if (text === undefined) throw new Error(`no sample for ${pattern}`)
  return text
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A value a schema accepts: every optional member is there, lists have one item, of alternatives the first counts. */
function sampleOf(schema: unknown): unknown {
  const [alternative] = listOf(memberOf(schema, 'anyOf'))
  // Of alternatives the first is what clients send.
  if (alternative !== undefined) return sampleOf(alternative)
  const constant = memberOf(schema, 'const')
  if (constant !== undefined) return constant
  const type = memberOf(schema, 'type')
  if (type === 'string') return sampleText(schema)
  if (type === 'integer') return Math.max(1, Number(memberOf(schema, 'minimum') ?? 1))
  if (type === 'boolean') return false
  if (type === 'array') return [sampleOf(memberOf(schema, 'items'))]
  if (type !== 'object') return undefined
  const members = Object.entries(Object(memberOf(schema, 'properties')))
  return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member)]))
}

function textsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, [...path, name]))
}

/**
 * A copy with another value at a path.
 * @param value object or list
 * @param path member names and indexes
 * @param replacement what stands there then
 */
export function replaceAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? replaceAt(item, rest, replacement) : item))
  return { ...Object(value), [name]: replaceAt(memberOf(value, name), rest, replacement) }
}

/**
 * One request for every read and for every version of every write, in the name of an organization.
 * @param organizationId lower-case UUID
 * @param timestampMs moment of the writes
 */
export function sampleRequests(organizationId: string, timestampMs: number): SampleRequest[] {
  const reads = (Object.keys(queries) as QueryName[]).map((name) => {
    const body = { ...Object(sampleOf(queries[name].request)), organizationId }
    return { name, isCurrent: true, path: `/public/v1/query/${name}`, body, texts: textsIn(body) }
  })
  const writes = (Object.keys(activities) as ActivityName[]).flatMap((name) =>
    Object.entries(activities[name].versions).map(([type, { parameters }]) => {
      const body = { type, organizationId, timestampMs: String(timestampMs), parameters: sampleOf(parameters) }
      return {
        name: type,
        isCurrent: type === activities[name].current,
        path: `/public/v1/submit/${name}`,
        body,
        texts: textsIn(body),
      }
    }),
  )
  return [...reads, ...writes]
}
