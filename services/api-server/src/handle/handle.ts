/** The fourth stage: does what the call asks and gives the body of the answer. */
import type { ActivityRecord, QueryName, QueryResponse } from '@latchkey/contract'
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
import { answerQuery } from './answer-query.ts'
import { submit } from './submit.ts'

/**
 * Body of the answer: what the contract promises for a read, `{ activity }` for a write.
 * @param call request the caller may make
 * @param caller who signed it
 * @param system what handlers may reach
 * @throws every refusal of {@link answerQuery} and {@link submit}
 */
export function handle(
  call: Call,
  caller: Caller,
  system: System,
): Promise<QueryResponse[QueryName] | { activity: ActivityRecord }> {
  return call.kind === 'query' ? answerQuery(call, caller, system) : submit(call, caller, system)
}
