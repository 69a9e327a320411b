/** A request that is well formed: what `accept` makes and every later stage reads. */
import type {
  Activity,
  ActivityName,
  ActivityParametersByType,
  ActivityVersion,
  Query,
  QueryName,
  QueryRequest,
} from '@latchkey/contract'
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type { Meter } from './traffic/request-rates.ts'

/** Request as the HTTP adapter hands it over. */
export interface HttpRequest {
  method: string
  /** Path without query string. */
  path: string
  /** Header names and values in turn, as received, so that a header sent twice is seen. */
  rawHeaders: readonly string[]
  body: Uint8Array
  /** Identifier of this request in log and error answers. */
  requestId: string
  /** What its sender has used of the limits that hold for it; absent where there are none. */
  meter?: Meter
  /** Trace the sender says it belongs to, 32 hexadecimal digits; for the log only. */
  traceId?: string | undefined
}

/** Answer the HTTP adapter sends as JSON. */
export interface HttpResponse {
  status: number
  body: unknown
  /** Real code of the refusal it is, for log and metrics; never sent. */
  code?: ServerErrorCode
}

/** The stamp headers of a request; at most one of `stamp` and `webauthnStamp` is set. */
export interface Stamps {
  stamp?: string
  webauthnStamp?: string
  session?: string
}

interface CallBase {
  requestId: string
  /** The received body. Signatures are verified over these bytes, never over a re-serialisation. */
  bytes: Uint8Array
  stamps: Stamps
  /** Value of `X-Client-Version`, such as `@turnkey/sdk-browser@1.10.2`. */
  clientVersion: string | undefined
  /** Organization the request names, lower-case UUID. */
  organizationId: string
  /** See {@link HttpRequest}. */
  meter?: Meter
}

/** Well-formed read. */
export interface QueryCall<Name extends QueryName = QueryName> extends CallBase {
  kind: 'query'
  name: Name
  operation: Query
  request: QueryRequest[Name]
}

/** Well-formed write. */
export interface ActivityCall<Name extends ActivityName = ActivityName> extends CallBase {
  kind: 'activity'
  name: Name
  operation: Activity
  type: string
  version: ActivityVersion
  /** `parameters` in the shape of whichever version was sent. */
  parameters: ActivityParametersByType[Name][keyof ActivityParametersByType[Name]]
  /** Moment of signing as the client states it, in milliseconds since 1970-01-01 UTC. */
  timestampMs: number
  /** SHA-256 of `bytes`, 32 bytes. */
  fingerprint: Uint8Array
  /** Value of `User-Agent` without control characters, at most 256 characters; it proves nothing. */
  userAgent: string | undefined
}

/** Well-formed request. */
export type Call = QueryCall | ActivityCall

/** On whose decision an allowed call goes ahead: its caller's, or that of as many root users as must agree. */
export type Grant = 'caller' | 'root-quorum'
