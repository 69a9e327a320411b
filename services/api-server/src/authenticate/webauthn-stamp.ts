/** Requests stamped with a passkey. */
import { hash } from 'node:crypto'
import { CryptoError, readWebauthnStamp, toBase64url, type WebauthnStamp } from '@latchkey/crypto'
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import { findOriginLists } from '../passkey-origins.ts'
import { Refusal } from '../refusal.ts'
import type { FoundAuthenticator } from '../store/credential-rows.ts'
import type { System } from '../system.ts'
import { type CredentialLookup, resolveCredential } from './resolve-credential.ts'
import { toCaller } from './to-caller.ts'
import { advanceCounter } from './webauthn/advance-counter.ts'
import { checkAssertion } from './webauthn/check-assertion.ts'

function readStamp(header: string): WebauthnStamp<Uint8Array> {
  try {
    return readWebauthnStamp(header)
  } catch (error) {
    if (error instanceof CryptoError) throw new Refusal('WEBAUTHN_STAMP_MALFORMED', { reason: error.message })
    throw error
  }
}

function lookupOf(credentialId: Uint8Array, { store }: System): CredentialLookup<FoundAuthenticator> {
  return {
    find: (organizationId) => store.findAuthenticator(organizationId, credentialId),
    findInChildren: (parentOrganizationId) => store.findAuthenticatorsOfChildren(parentOrganizationId, credentialId),
    notFound: 'CREDENTIAL_ID_NOT_FOUND',
    conflict: 'CREDENTIAL_ID_CONFLICT',
  }
}

/** The challenge is the hexadecimal text of the body's digest, not the digest itself. */
function challengeOf(call: Call): Uint8Array {
  return Buffer.from(hash('sha256', call.bytes, 'hex'))
}

/**
 * The caller behind an `X-Stamp-Webauthn` header.
 * @param call well-formed request
 * @param header value of `X-Stamp-Webauthn`
 * @param system store, allowed origins and log
 * @throws WEBAUTHN_STAMP_MALFORMED on account of the header alone
 * @throws RATE_LIMIT_EXCEEDED when the passkey, or this address with wrong signatures, has used up its budget
 * @throws CREDENTIAL_ID_NOT_FOUND, CREDENTIAL_ID_CONFLICT when the passkey leads to no or to several organizations
 * @throws every refusal of {@link checkAssertion} and {@link advanceCounter}
 * @see Turnkey wire protocol: X-Stamp-Webauthn
 */
export async function authenticatePasskey(call: Call, header: string, system: System): Promise<Caller> {
  const stamp = readStamp(header)
  const credentialIdBase64url = toBase64url(stamp.credentialId)
  call.meter?.checkClaim(credentialIdBase64url)
  const resolved = await resolveCredential(call, lookupOf(stamp.credentialId, system), system)
  const passkey = resolved.found
  const origins = await findOriginLists(passkey, system)
  const checking = checkAssertion(stamp, { passkey, challenge: challengeOf(call), origins })
  const data = await checking.catch((error: unknown) => {
    const isForged = error instanceof Refusal && error.code === 'WEBAUTHN_SIGNATURE_INVALID'
    if (isForged) call.meter?.noteBadSignature(credentialIdBase64url)
    throw error
  })
  await advanceCounter(call, passkey, data, system)
  return toCaller(resolved, { kind: 'passkey', authenticatorId: passkey.authenticatorId, credentialIdBase64url })
}
