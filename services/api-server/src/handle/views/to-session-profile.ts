/** Session profiles as answers give them. */
import type { SessionProfile } from '@latchkey/contract'
import type { SessionProfileRow } from '../../store/session-rows.ts'
import { toTimestamp } from './to-timestamp.ts'

/**
 * Wire form of a session profile.
 * @param row stored profile
 * @see Turnkey wire protocol: SessionProfile
 */
export function toSessionProfile(row: SessionProfileRow): SessionProfile {
  const createdAt = toTimestamp(row.createdAtMs)
  return {
    sessionProfileId: row.sessionProfileId,
    sessionProfileName: row.sessionProfileName,
    scope: row.scope,
    ...(row.expirationSeconds !== undefined && { expirationSeconds: String(row.expirationSeconds) }),
    ...(row.notes !== undefined && { notes: row.notes }),
    createdAt,
    updatedAt: createdAt,
  }
}
