/** Passkeys as answers give them. */
import type { Authenticator } from '@latchkey/contract'
import { toBase64url, toHex } from '@latchkey/crypto'
import type { AuthenticatorRow } from '../../store/credential-rows.ts'
import { toTimestamp } from './to-timestamp.ts'

/**
 * Wire form of a passkey; the credential's public key is the COSE key in hexadecimal.
 * @param row stored passkey
 * @see Turnkey wire protocol: Authenticator
 */
export function toAuthenticator(row: AuthenticatorRow): Authenticator {
  const createdAt = toTimestamp(row.createdAtMs)
  return {
    transports: row.transports,
    attestationType: row.attestationType,
    aaguid: row.aaguid,
    credentialId: toBase64url(row.credentialId),
    // Names of models come from a metadata service this server does not ask.
    model: '',
    credential: { publicKey: toHex(row.publicKeyCose), type: 'CREDENTIAL_TYPE_WEBAUTHN_AUTHENTICATOR' },
    authenticatorId: row.authenticatorId,
    authenticatorName: row.authenticatorName,
    createdAt,
    updatedAt: createdAt,
  }
}
