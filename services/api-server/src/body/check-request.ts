/** Checks of a request's members against the contract; validators are built once, when the server starts. */
import {
  type Activity,
  type ActivityName,
  type ActivityVersion,
  activities,
  type Query,
  type QueryName,
  queries,
  TimestampMsSchema,
} from '@latchkey/contract'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Refusal } from '../refusal.ts'
import { idSchema, lowerCaseIds } from './lower-case-ids.ts'
import { toFieldViolations } from './to-field-violations.ts'

/** Members of a request body, in any shape. */
export type Members = Record<string, unknown>
type Check = (body: Members) => void

/** Makes the check of one schema, which also brings ids to lower case. */
function makeCheck(schema: TSchema): Check {
  const validator = Compile(schema)
  return (body) => {
    if (!validator.Check(body)) {
      throw new Refusal('REQUEST_INVALID', { fieldViolations: toFieldViolations(schema, validator.Errors(body)) })
    }
    lowerCaseIds(schema, body)
  }
}

/** Version of an activity with its name and the check of its body. */
interface CheckedVersion {
  type: string
  version: ActivityVersion
  check: Check
}

function makeVersionChecks({ versions }: Activity): Map<unknown, CheckedVersion> {
  const entries = Object.entries(versions).map(([type, version]) => {
    const schema = Type.Object({
      organizationId: idSchema,
      timestampMs: TimestampMsSchema,
      parameters: version.parameters,
    })
    return [type, { type, version, check: makeCheck(schema) }] as const
  })
  return new Map(entries)
}

/** A table with the same keys. */
function mapTable<Name extends string, From, To>(
  table: Record<Name, From>,
  make: (value: From) => To,
): Record<Name, To> {
  return Object.fromEntries(Object.entries<From>(table).map(([name, value]) => [name, make(value)])) as Record<Name, To>
}

const organizationId = Compile(idSchema)
const queryChecks = mapTable<QueryName, Query, Check>(queries, ({ request }) => makeCheck(request))
const activityChecks = mapTable<ActivityName, Activity, Map<unknown, CheckedVersion>>(activities, makeVersionChecks)

function checkOrganizationId(body: Members): void {
  if (!organizationId.Check(body.organizationId)) throw new Refusal('ORGANIZATION_ID_MALFORMED')
}

/**
 * Checks the body of a read and brings its ids to lower case.
 * @param name path segment
 * @param body members as parsed; unknown ones are ignored
 * @throws ORGANIZATION_ID_MALFORMED when `organizationId` is absent or not a UUID
 * @throws REQUEST_INVALID naming every field that is absent or malformed
 */
export function checkQuery(name: QueryName, body: Members): void {
  checkOrganizationId(body)
  queryChecks[name](body)
}

/**
 * Type and version of an activity, after a check of the whole body, which also brings its ids to lower case.
 * @param name path segment
 * @param body members as parsed; unknown ones are ignored
 * @throws ORGANIZATION_ID_MALFORMED when `organizationId` is absent or not a UUID
 * @throws ACTIVITY_TYPE_MISMATCH when `type` is not one of this path's versions
 * @throws REQUEST_INVALID naming every field that is absent or malformed
 */
export function checkActivity(name: ActivityName, body: Members): Pick<CheckedVersion, 'type' | 'version'> {
  checkOrganizationId(body)
  const checked = activityChecks[name].get(body.type)
  if (!checked) throw new Refusal('ACTIVITY_TYPE_MISMATCH')
  checked.check(body)
  return checked
}
