/** That sessions with a profile keep to its scope. */
import { traitsOf } from '@latchkey/contract'
import type { ActivityCall } from '../call.ts'
import type { CallerFacts } from '../caller.ts'
import { evaluate } from '../expressions/evaluate.ts'
import { ExpressionFault } from '../expressions/expression-fault.ts'
import { parseExpression } from '../expressions/parse-expression.ts'
import { memberOf } from '../member-of.ts'
import { Refusal } from '../refusal.ts'

/** What the rule looks at in a call. */
interface ScopedCall extends Pick<ActivityCall, 'name' | 'type'> {
  parameters: unknown
}

/**
 * Passes a write that the scope of the caller's session allows, and always the end of that very session.
 * @param call the write
 * @param caller who signed it
 * @throws SESSION_SCOPE_EXCEEDED when the scope comes to false, or is not an expression
 * @see Turnkey wire protocol: session profiles, policy language
 */
export function checkScope(call: ScopedCall, { credential, userId }: CallerFacts): void {
  if (credential.kind !== 'api-key' || credential.scope === undefined) return
  if (endsItself(call, userId, credential.apiKeyId)) return
  const { kind, resource, action } = traitsOf(call.name)
  const facts = {
    'activity.type': call.type,
    'activity.kind': kind,
    'activity.resource': resource,
    'activity.action': action,
  }
  if (allows(credential.scope, facts)) return
  const description = `${call.type} is outside of the session's scope: ${credential.scope}`
  throw new Refusal('SESSION_SCOPE_EXCEEDED', { fieldViolations: [{ field: 'type', description }] })
}

function allows(scope: string, facts: Parameters<typeof evaluate>[1]): boolean {
  try {
    return evaluate(parseExpression(scope), facts)
  } catch (error) {
    if (error instanceof ExpressionFault) return false
    throw error
  }
}

/** Whether a write ends the session that signs it and nothing else: a scope must not keep anybody from logging out. */
function endsItself({ name, parameters }: ScopedCall, ownUserId: string, apiKeyId: string): boolean {
  if (name !== 'delete_api_keys' && name !== 'end_sessions') return false
  const ids = memberOf(parameters, name === 'delete_api_keys' ? 'apiKeyIds' : 'sessionIds')
  const userId = memberOf(parameters, 'userId') ?? ownUserId
  return userId === ownUserId && Array.isArray(ids) && ids.length === 1 && ids[0] === apiKeyId
}
