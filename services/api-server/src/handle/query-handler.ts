/** The shape of a handler of reads. */
import type { QueryName, QueryResponse } from '@latchkey/contract'
import type { QueryCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'

/** Answers one read from committed state. */
export type QueryHandler<Name extends QueryName> = (
  call: QueryCall<Name>,
  caller: Caller,
  system: System,
) => QueryResponse[Name] | Promise<QueryResponse[Name]>
