/** What callers pass to and get from each operation, read off the contract's types. */
import type {
  ActivityName,
  ActivityParameters,
  ActivityRecord,
  ActivityResult,
  OperationName,
  QueryName,
  QueryRequest,
} from '@latchkey/contract'

/** Which organization is meant; left out, it is the client's own. */
interface Target {
  /** UUID; default: the client's organization. */
  organizationId?: string | undefined
}

/** Input of a read: its filters. */
export type QueryInput<Name extends QueryName> = Omit<QueryRequest[Name], 'organizationId'> & Target

/** Input of a write: its parameters, flat. */
export type ActivityInput<Name extends ActivityName> = ActivityParameters[Name] &
  Target & {
    /** Milliseconds since 1970-01-01 UTC as a decimal string; default now. */
    timestampMs?: string | undefined
  }

/** Answer to a write: its result, flat, and the whole record. */
export type ActivityOutput<Name extends ActivityName> = ActivityResult[Name] & { activity: ActivityRecord }

/** Input of any operation. */
export type OperationInput<Name extends OperationName> = Name extends ActivityName
  ? ActivityInput<Name>
  : Name extends QueryName
    ? QueryInput<Name>
    : never
