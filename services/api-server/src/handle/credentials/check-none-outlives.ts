/** That a session ends when it should, whatever its key signs. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { Policy } from '../../system.ts'
import type { NewApiKey } from './new-api-key.ts'

/**
 * Passes new keys, unless a session key asks for one that lives longer than it may.
 * @param keys keys to be registered
 * @param nowMs moment from which their lives count, in milliseconds since 1970-01-01 UTC
 * @param caller who signed
 * @param policy `sessionPowers`: with `full`, session keys pass always
 * @param latestEndMs until when new keys may live at most, in the same unit; default the end of the session key
 * @throws STEP_UP_REQUIRED when a session key asks for a key that outlives it
 */
export function checkNoneOutlives(
  keys: readonly Pick<NewApiKey, 'expirationSeconds'>[],
  nowMs: number,
  caller: Pick<CallerFacts, 'credential'>,
  policy: Policy,
  latestEndMs?: number,
): void {
  const { credential } = caller
  if (!isHeldToSession(caller, policy) || credential.kind !== 'api-key' || credential.expiresAtMs === undefined) return
  const expiresAtMs = latestEndMs ?? credential.expiresAtMs
  const outlives = keys.some(
    ({ expirationSeconds = Number.POSITIVE_INFINITY }) => nowMs + expirationSeconds * 1000 > expiresAtMs,
  )
  if (outlives) throw new Refusal('STEP_UP_REQUIRED', { reason: 'a new key would outlive the session that signed' })
}
