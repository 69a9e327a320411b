/** API keys as answers give them. */
import type { ApiKey } from '@latchkey/contract'
import { toHex } from '@latchkey/crypto'
import type { ApiKeyRow } from '../../store/credential-rows.ts'
import { toTimestamp } from './to-timestamp.ts'

/**
 * Wire form of an API key; `expirationSeconds` is the configured life, only there when the key expires.
 * @param row stored key
 * @see Turnkey wire protocol: ApiKey
 */
export function toApiKey(row: ApiKeyRow): ApiKey {
  const createdAt = toTimestamp(row.createdAtMs)
  return {
    credential: { publicKey: toHex(row.publicKey), type: row.credentialType },
    apiKeyId: row.apiKeyId,
    apiKeyName: row.apiKeyName,
    createdAt,
    updatedAt: createdAt,
    ...(row.expirationSeconds !== undefined && { expirationSeconds: String(row.expirationSeconds) }),
  }
}
