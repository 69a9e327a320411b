/** Second stage: who signed exactly these bytes. */
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { System } from '../system.ts'
import { authenticateApiKey } from './api-key-stamp.ts'
import { authenticateSession } from './read-only-session.ts'
import { authenticatePasskey } from './webauthn-stamp.ts'

/**
 * The proven caller of a request. A stamp counts more than a session when both are there.
 * @param call well-formed request with at most one stamp
 * @param system store, clock, settings and log
 * @throws STAMP_MISSING when there is neither stamp nor session
 * @throws RATE_LIMIT_EXCEEDED when the key, the address it is used from, or the organization asks too often
 * @throws every refusal of {@link authenticateApiKey}, {@link authenticatePasskey} and {@link authenticateSession}
 */
export async function authenticate(call: Call, system: System): Promise<Caller> {
  const caller = await prove(call, system)
  call.meter?.countCaller(caller)
  system.lastUse.note(caller)
  return caller
}

async function prove(call: Call, system: System): Promise<Caller> {
  const { stamp, webauthnStamp, session } = call.stamps
  if (stamp !== undefined) return authenticateApiKey(call, stamp, system)
  if (webauthnStamp !== undefined) return authenticatePasskey(call, webauthnStamp, system)
  if (session !== undefined) return authenticateSession(call, session, system)
  throw new Refusal('STAMP_MISSING')
}
