/** How far a session key's powers go: the one question that `authorize/` and `handle/` both ask. */
import type { CallerFacts } from './caller.ts'
import type { Policy } from './system.ts'

/**
 * Tells whether the caller signed with a session key that must step up to a passkey for whatever would outlive the session.
 * @param caller who signed
 * @param policy `sessionPowers`: with `full`, session keys have all the powers of their user, unless their session has a profile: what
 * outlived it would be free of its scope
 */
export function isHeldToSession(caller: Pick<CallerFacts, 'credential'>, policy: Policy): boolean {
  const { credential } = caller
  if (credential.kind !== 'api-key' || credential.expiresAtMs === undefined) return false
  return policy.sessionPowers === 'step-up' || credential.scope !== undefined
}
