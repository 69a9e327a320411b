/** API keys as answers give them. */
import type { ApiKey } from '@latchkey/contract'
import { toHex } from '@latchkey/crypto'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import { toTimestamp } from './to-timestamp.ts'

/**
 * Wire form of an API key; `expirationSeconds` is its life from creation to its end, only there when the key expires: clients add the
 * two up, so a renewal makes it longer.
 * @param row stored key
 * @see Turnkey wire protocol: ApiKey
 */
export function toApiKey(row: ApiKeyRow): ApiKey {
  const createdAt = toTimestamp(row.createdAtMs)
  const sessionProfileId = row.session?.sessionProfileId
  const lifeMs = row.expiresAtMs === undefined ? undefined : row.expiresAtMs - row.createdAtMs
  return {
    credential: {
      publicKey: toHex(row.publicKey),
      type: row.credentialType,
      ...(sessionProfileId !== undefined && { sessionProfileId }),
    },
    apiKeyId: row.apiKeyId,
    apiKeyName: row.apiKeyName,
    createdAt,
    updatedAt: createdAt,
    ...(lifeMs !== undefined && { expirationSeconds: String(Math.floor(lifeMs / 1000)) }),
  }
}
