/** The shape of one API operation: `query()` for a read, `activity()` for a write. Every operation is one file built with these. */
import type { TSchema } from 'typebox'
import type { ExampleOf } from './example-of.ts'
import { exampleIds } from './examples.ts'

/** Heading under which documentation lists an operation. */
export type Tag = 'Organizations' | 'Users' | 'Passkeys' | 'API keys' | 'Sessions' | 'Activities'

/** A read: `POST /public/v1/query/{path segment}`, answered from the organization's state, leaving no record. */
export interface Query<Request extends TSchema = TSchema, Response extends TSchema = TSchema> {
  readonly kind: 'query'
  /** One sentence for documentation. */
  readonly summary: string
  /** Whether a parent organization's id stands for the one sub-organization that holds the credential. */
  readonly resolvesSubOrganization: boolean
  readonly request: Request
  readonly response: Response
  readonly tag: Tag
  /** Complete request of documentation; a test sends it. See `examples.ts`. */
  readonly example: unknown
}

/** One version of an activity: what its `parameters` hold and under which names intent and result are returned. */
export interface ActivityVersion<Parameters extends TSchema = TSchema> {
  readonly parameters: Parameters
  /** Member of `activity.intent` that repeats the parameters. */
  readonly intentKey: string
  /** Members of `activity.result` that carry the result; more than one only where a client generation reads another name. */
  readonly resultKeys: readonly string[]
}

/** Every version an activity accepts, by its `type` string. */
export type ActivityVersions = Readonly<Record<`ACTIVITY_TYPE_${string}`, ActivityVersion>>

/** A write: `POST /public/v1/submit/{path segment}`, recorded with its exact bytes, executed once. */
export interface Activity<
  Versions extends ActivityVersions = ActivityVersions,
  Current extends keyof Versions = keyof Versions,
  Result extends TSchema = TSchema,
> {
  readonly kind: 'activity'
  /** One sentence for documentation. */
  readonly summary: string
  /** Whether a parent organization's id stands for the one sub-organization that holds the credential. */
  readonly resolvesSubOrganization: boolean
  readonly versions: Versions
  /** The version our own clients send. */
  readonly current: Current
  readonly result: Result
  readonly tag: Tag
  /** `parameters` of the current version, for documentation; a test sends them. See `examples.ts`. */
  readonly example: unknown
  /** Organization the example is sent to, a UUID. */
  readonly exampleOrganizationId: string
}

/** `parameters` of one version, as a client writes them. */
type ParametersOf<Version> = Version extends ActivityVersion<infer Parameters> ? ExampleOf<Parameters> : never

/**
 * Declares a read.
 * @param definition summary, request and response schemas, tag and example request; `resolvesSubOrganization` defaults to false
 */
export function query<Request extends TSchema, Response extends TSchema>(
  definition: Pick<Query<Request, Response>, 'summary' | 'request' | 'response' | 'tag'> & {
    resolvesSubOrganization?: boolean
    example: ExampleOf<Request>
  },
): Query<Request, Response> {
  return { kind: 'query', resolvesSubOrganization: false, ...definition }
}

/**
 * Declares a write.
 * @param definition summary, accepted versions, the version clients send, result schema, tag and example parameters;
 * `resolvesSubOrganization` defaults to false, `exampleOrganizationId` to the example parent organization
 */
export function activity<Versions extends ActivityVersions, Current extends keyof Versions, Result extends TSchema>(
  definition: Pick<Activity<Versions, Current, Result>, 'summary' | 'versions' | 'current' | 'result' | 'tag'> & {
    resolvesSubOrganization?: boolean
    example: ParametersOf<Versions[Current]>
    exampleOrganizationId?: string
  },
): Activity<Versions, Current, Result> {
  const exampleOrganizationId = exampleIds.organization
  return { kind: 'activity', resolvesSubOrganization: false, exampleOrganizationId, ...definition }
}

/**
 * Declares one version of a write.
 * @param intentKey name of the member of `activity.intent`, for example `createApiKeysIntentV2`
 * @param resultKeys names of the members of `activity.result`
 * @param parameters schema of the request's `parameters`
 */
export function version<Parameters extends TSchema>(
  intentKey: string,
  resultKeys: readonly string[],
  parameters: Parameters,
): ActivityVersion<Parameters> {
  return { parameters, intentKey, resultKeys }
}
