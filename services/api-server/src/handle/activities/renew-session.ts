/** `renew_session`: a session that goes on without a touch, up to its absolute limit. */
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import { isHeldToSession } from '../../session-powers.ts'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import type { Transaction } from '../../store/store.ts'
import type { Policy } from '../../system.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { readExpiration } from '../credentials/new-api-key.ts'
import { findSigner, readRenewalMs, toLatestEndMs } from '../credentials/session-terms.ts'
import { lockUserOf } from './lock-user-of.ts'

/**
 * Lengthens the session whose key signs and answers its new end and its latest one; it never becomes shorter. The limit counts from
 * the touch that opened it, and is what the organization says now where that is less than when it was opened.
 * @param call `expirationSeconds` from now, default the session's configured life
 * @param caller who signed, by a session key
 * @param system limits
 * @throws SESSION_KEY_REQUIRED when a passkey or permanent key signed
 * @throws EXPIRATION_TOO_LONG when more is asked for than any session may last
 * @throws STEP_UP_REQUIRED when the session is as long as it can get without a touch
 */
export const renewSession: ActivityHandler<'renew_session'> = (call, caller, { policy }) => {
  const asked = readExpiration(call.parameters.expirationSeconds, 'parameters.expirationSeconds', policy)
  return async (transaction, { createdAtMs }) => {
    const { organizationId, userId } = await lockUserOf(transaction, caller, caller.userId)
    const row = await findSigner(transaction, caller)
    if (row?.expiresAtMs === undefined) throw new Refusal('SESSION_KEY_REQUIRED')
    const seconds = asked ?? row.expirationSeconds ?? 0
    const latestEndMs = await readLatestEndMs(transaction, row, caller, policy)
    if (latestEndMs <= row.expiresAtMs) {
      throw new Refusal('STEP_UP_REQUIRED', { reason: 'the session is as long as it can get without a touch' })
    }
    const expiresAtMs = Math.max(row.expiresAtMs, Math.min(createdAtMs + seconds * 1000, latestEndMs))
    const renewableUntilMs = Math.max(row.session?.renewableUntilMs ?? 0, expiresAtMs)
    const { apiKeyId } = row
    await transaction.renewApiKey({ organizationId, userId, apiKeyId, expiresAtMs, renewableUntilMs })
    const effectiveMs = Math.min(latestEndMs, renewableUntilMs)
    return { apiKeyId, expiresAtSeconds: toSeconds(expiresAtMs), renewableUntilSeconds: toSeconds(effectiveMs) }
  }
}

/** With full session powers there is no limit, except that a profile's stays. */
async function readLatestEndMs(
  transaction: Transaction,
  row: ApiKeyRow,
  caller: CallerFacts,
  policy: Policy,
): Promise<number> {
  if (!isHeldToSession(caller, policy)) return Number.POSITIVE_INFINITY
  return toLatestEndMs(row, await readRenewalMs(transaction, row.organizationId, policy))
}

const toSeconds = (moment: number): string => String(Math.floor(moment / 1000))
