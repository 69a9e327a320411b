/** Random requests drawn from the contract's own schemas, so that an operation that is added later takes part by itself. */
import { type ActivityName, activities, type QueryName, queries } from '@latchkey/contract'
import { idSchema } from '../../src/body/lower-case-ids.ts'
import { memberOf } from '../../src/member-of.ts'

/** Where random values come from. */
export interface Source {
  /** Whole number from 0 to `below` − 1. */
  integer(below: number): number
  /** Id of something that exists on either side, or of nothing; mostly of what such a member names, if that is known. */
  id(member: string): string
  /** Name that belongs to the sender's side. */
  name(): string
  /** Fingerprint of an activity of either side. */
  fingerprint(): string
  /** Public key: a fresh one, or one that is registered on either side. */
  publicKeyHex(): string
}

/** One item of a list, by chance. */
export function pick<Item>(source: Pick<Source, 'integer'>, items: readonly Item[]): Item {
  const item = items[source.integer(items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

const idPattern = memberOf(idSchema, 'pattern')

/** Texts of members whose schema is a pattern, by the name of the member. */
const byName: Readonly<Record<string, (source: Source) => unknown>> = {
  publicKey: (source) => source.publicKeyHex(),
  targetPublicKey: (source) => source.publicKeyHex(),
  fingerprint: (source) => source.fingerprint(),
  userEmail: (source) => pick(source, ['', `${source.name()}@example.com`]),
  email: (source) => `${source.name()}@example.com`,
  userPhoneNumber: (source) => pick(source, ['', `+4930${source.integer(1_000_000) + 1_000_000}`]),
  expirationSeconds: (source) => String(source.integer(5_000) + 1),
  rootQuorumThreshold: (source) => pick(source, [1, 1, 1, 2]),
  threshold: (source) => pick(source, [1, 1, 1, 2]),
  filterType: (source) => pick(source, ['NAME', 'USERNAME', 'EMAIL', 'PUBLIC_KEY', 'CREDENTIAL_ID']),
  filterValue: (source) => pick(source, [source.name(), source.publicKeyHex()]),
  filterByType: () => [],
  filterByStatus: () => [],
  paginationOptions: (source) => pick(source, [{ limit: '100' }, { limit: '5', before: source.id('activityId') }]),
  // Registrations are drawn nowhere: they would be refused for their signature, and the attacks on them have tests of their own.
  authenticators: () => [],
  oauthProviders: () => [],
  wallet: () => undefined,
  verificationToken: () => undefined,
  clientSignature: () => undefined,
  scope: (source) => pick(source, ["activity.action == 'CREATE'", "activity.resource in ['USER', 'CREDENTIAL']"]),
}

/** A value of a schema, by chance; optional members are there half of the time. */
function draw(schema: unknown, name: string, source: Source): unknown {
  const special = byName[name]
  if (special !== undefined) return special(source)
  const alternatives = memberOf(schema, 'anyOf')
  if (Array.isArray(alternatives)) return draw(pick(source, alternatives), name, source)
  if (memberOf(schema, 'const') !== undefined) return memberOf(schema, 'const')
  switch (memberOf(schema, 'type')) {
    case 'object':
      return drawObject(schema, source)
    case 'array':
      return Array.from({ length: source.integer(2) + 1 }, () => draw(memberOf(schema, 'items'), name, source))
    case 'boolean':
      return source.integer(2) === 0
    case 'integer':
    case 'number':
      return source.integer(100)
    default:
      return memberOf(schema, 'pattern') === idPattern ? source.id(name) : source.name()
  }
}

function drawObject(schema: unknown, source: Source): Record<string, unknown> {
  const required = memberOf(schema, 'required')
  const isRequired = (member: string): boolean => Array.isArray(required) && required.includes(member)
  const members = Object.entries(Object(memberOf(schema, 'properties')))
    .filter(([member]) => isRequired(member) || source.integer(2) === 0)
    .map(([member, part]) => [member, draw(part, member, source)])
  return Object.fromEntries(members)
}

/** Request as random chance makes it: path and members of the body, without organization. */
export interface RandomBody {
  path: string
  members: Record<string, unknown>
}

const queryNames = Object.keys(queries) as QueryName[]
const activityNames = Object.keys(activities) as ActivityName[]

/**
 * Draws a read or a write of any version.
 * @param source randomness and known values
 * @param nowMs moment of signing in milliseconds since 1970-01-01 UTC
 */
export function drawBody(source: Source, nowMs: number): RandomBody {
  if (source.integer(3) === 0) {
    const name = pick(source, queryNames)
    return { path: `/public/v1/query/${name}`, members: drawObject(queries[name].request, source) }
  }
  const name = pick(source, activityNames)
  const [type, version] = pick(source, Object.entries(activities[name].versions))
  const parameters = drawObject(version.parameters, source)
  return { path: `/public/v1/submit/${name}`, members: { type, parameters, timestampMs: String(nowMs) } }
}
