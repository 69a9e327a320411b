/** `create_session_profile`. */
import { ExpressionFault } from '../../expressions/expression-fault.ts'
import { parseExpression } from '../../expressions/parse-expression.ts'
import { Refusal } from '../../refusal.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { readExpiration, violation } from '../credentials/new-api-key.ts'
import { maxSessionProfiles } from '../limits.ts'
import { lockOrganizationOf } from './lock-organization-of.ts'

/**
 * Makes a session profile of the caller's organization and answers its id. Nothing changes or deletes it afterwards, so that a name
 * and a scope in a token stay true.
 * @param call name, scope, longest life, notes
 * @param caller root user
 * @param system ids, limits
 * @throws SCOPE_INVALID naming the character at which the scope is not an expression
 * @throws EXPIRATION_TOO_LONG when its life is longer than any session may last
 * @throws SESSION_PROFILES_EXHAUSTED when the organization would have more profiles than allowed
 * @throws SESSION_PROFILE_NAME_TAKEN when the organization has a profile with this name
 * @see Turnkey wire protocol: create_session_profile
 */
export const createSessionProfile: ActivityHandler<'create_session_profile'> = (call, caller, system) => {
  const { sessionProfileName, scope, expirationSeconds: asked, notes } = call.parameters
  checkExpression(scope)
  const expirationSeconds = readExpiration(asked, 'parameters.expirationSeconds', system.policy)
  return async (transaction, { createdAtMs }) => {
    const { organizationId } = await lockOrganizationOf(transaction, caller)
    const count = await transaction.countSessionProfiles(organizationId)
    if (count >= maxSessionProfiles) throw new Refusal('SESSION_PROFILES_EXHAUSTED')
    const sessionProfileId = system.newId()
    const key = { organizationId, sessionProfileId, createdAtMs }
    const isNew = await transaction.addSessionProfile({ ...key, sessionProfileName, scope, expirationSeconds, notes })
    if (!isNew) throw new Refusal('SESSION_PROFILE_NAME_TAKEN')
    return { sessionProfileId }
  }
}

function checkExpression(scope: string): void {
  try {
    parseExpression(scope)
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error
    throw violation('SCOPE_INVALID', 'parameters.scope', `is wrong ${error.message}`)
  }
}
