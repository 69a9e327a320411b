/** Requests stamped with an API key, session keys included. */
import { type ApiKeyStamp, CryptoError, readApiKeyStamp, readHex, stampSchemes } from '@latchkey/crypto'
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import { importP256Key } from '../p256-key.ts'
import { Refusal } from '../refusal.ts'
import { findUsableProfile } from '../session-profiles.ts'
import type { FoundApiKey } from '../store/credential-rows.ts'
import type { System } from '../system.ts'
import { type CredentialLookup, resolveCredential } from './resolve-credential.ts'
import { toCaller } from './to-caller.ts'
import { verifySignature } from './verify-signature.ts'

function readStamp(header: string): ApiKeyStamp {
  try {
    return readApiKeyStamp(header)
  } catch (error) {
    if (error instanceof CryptoError) throw new Refusal('API_KEY_STAMP_MALFORMED', { reason: error.message })
    throw error
  }
}

function checkIsP256({ scheme, publicKeyHex }: ApiKeyStamp): void {
  if (scheme !== stampSchemes.apiP256) throw new Refusal('STAMP_SCHEME_UNSUPPORTED')
  if (!/^0[23][0-9a-f]{64}$/.test(publicKeyHex)) {
    throw new Refusal('API_KEY_STAMP_MALFORMED', { reason: 'public key is not a compressed point' })
  }
}

function lookupOf(publicKey: Uint8Array, { store }: System): CredentialLookup<FoundApiKey> {
  return {
    find: (organizationId) => store.findApiKey(organizationId, publicKey),
    findInChildren: (parentOrganizationId) => store.findApiKeysOfChildren(parentOrganizationId, publicKey),
    notFound: 'PUBLIC_KEY_NOT_FOUND',
    conflict: 'PUBLIC_KEY_CONFLICT',
  }
}

/** The scope of a profile that is gone, which cannot happen, allows nothing. */
async function readScope(found: FoundApiKey, sessionProfileId: string, { store }: System): Promise<string> {
  return (await findUsableProfile(store, found, sessionProfileId))?.scope ?? 'false'
}

/**
 * The caller behind an `X-Stamp` header. Only a key that is registered and alive costs a verification.
 * @param call well-formed request
 * @param header value of `X-Stamp`
 * @param system store and clock
 * @throws API_KEY_STAMP_MALFORMED, STAMP_SCHEME_UNSUPPORTED on account of the header alone
 * @throws PUBLIC_KEY_NOT_FOUND, PUBLIC_KEY_CONFLICT when the key leads to no or to several organizations
 * @throws API_KEY_EXPIRED from the millisecond on in which its lifetime ends
 * @throws API_KEY_SIGNATURE_INVALID when the signature is not this key's over the received bytes
 * @see Turnkey wire protocol: X-Stamp
 */
export async function authenticateApiKey(call: Call, header: string, system: System): Promise<Caller> {
  const stamp = readStamp(header)
  checkIsP256(stamp)
  const publicKey = readHex(stamp.publicKeyHex)
  const resolved = await resolveCredential(call, lookupOf(publicKey, system), system)
  const { apiKeyId, expiresAtMs } = resolved.found
  if (expiresAtMs !== undefined && expiresAtMs <= system.nowMs()) throw new Refusal('API_KEY_EXPIRED')
  if (!(await verifySignature(importP256Key(publicKey), call.bytes, readHex(stamp.signatureHex)))) {
    throw new Refusal('API_KEY_SIGNATURE_INVALID')
  }
  const credential = { kind: 'api-key', apiKeyId, publicKeyHex: stamp.publicKeyHex, expiresAtMs } as const
  const { sessionProfileId } = resolved.found
  if (sessionProfileId === undefined || call.kind === 'query') return toCaller(resolved, credential)
  return toCaller(resolved, { ...credential, scope: await readScope(resolved.found, sessionProfileId, system) })
}
