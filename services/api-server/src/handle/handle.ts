/** The fourth stage: does what the call asks and gives the body of the answer. */
import type { ActivityRecord, QueryName, QueryResponse } from '@latchkey/contract'
import type { ActivityCall, Call, Grant } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
import type { EffectiveName, VoteCall } from './activity-handler.ts'
import { answerQuery } from './answer-query.ts'
import { submit } from './submit.ts'
import { vote } from './vote.ts'

/**
 * Body of the answer: what the contract promises for a read, `{ activity }` for a write.
 * @param call request the caller may make
 * @param caller who signed it
 * @param grant on whose decision it goes ahead
 * @param system what handlers may reach
 * @throws every refusal of {@link answerQuery}, {@link submit} and {@link vote}
 */
export function handle(
  call: Call,
  caller: Caller,
  grant: Grant,
  system: System,
): Promise<QueryResponse[QueryName] | { activity: ActivityRecord }> {
  if (call.kind === 'query') return answerQuery(call, caller, system)
  if (isVote(call)) return vote(call as VoteCall, caller, system)
  return submit(call as ActivityCall<EffectiveName>, caller, grant, system)
}

function isVote({ name }: ActivityCall): boolean {
  return name === 'approve_activity' || name === 'reject_activity'
}
