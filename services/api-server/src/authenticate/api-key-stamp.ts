/** Requests stamped with an API key, session keys included. */
import { type ApiKeyScheme, type ApiKeyStamp, CryptoError, readApiKeyStamp, readHex } from '@latchkey/crypto'
import {
  curveOfCredential,
  describePublicKey,
  importPublicKey,
  isPublicKeyHex,
  type KeyCurve,
} from '../api-key-curve.ts'
import type { Call } from '../call.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import { findUsableProfile } from '../session-profiles.ts'
import type { FoundApiKey } from '../store/credential-rows.ts'
import type { System } from '../system.ts'
import { type CredentialLookup, resolveCredential } from './resolve-credential.ts'
import { getSignatureScheme, isApiKeyScheme } from './signature-schemes.ts'
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

/** The name of the stamp's scheme, whose kind of public key the stamp has. */
function readScheme({ scheme, publicKeyHex }: ApiKeyStamp): ApiKeyScheme {
  if (!isApiKeyScheme(scheme)) throw new Refusal('STAMP_SCHEME_UNSUPPORTED')
  const { curve } = getSignatureScheme(scheme)
  if (isPublicKeyHex(publicKeyHex, curve)) return scheme
  throw new Refusal('API_KEY_STAMP_MALFORMED', { reason: `public key is not ${describePublicKey(curve)}` })
}

/**
 * Keys are stored by their bytes, and the same bytes can be points of two curves: a key that was registered on another curve than
 * the stamp's scheme is for is a key that is not there.
 */
function lookupOf(publicKey: Uint8Array, curve: KeyCurve, { store }: System): CredentialLookup<FoundApiKey> {
  const isOnCurve = ({ credentialType }: FoundApiKey): boolean => curveOfCredential(credentialType) === curve
  return {
    find: async (organizationId) => {
      const found = await store.findApiKey(organizationId, publicKey)
      return found && isOnCurve(found) ? found : undefined
    },
    findInChildren: async (parentOrganizationId) => {
      const found = await store.findApiKeysOfChildren(parentOrganizationId, publicKey)
      // Of several, two are enough for a conflict and more are not asked for, so none may be left out here.
      return found.length > 1 ? found : found.filter(isOnCurve)
    },
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
 * @throws RATE_LIMIT_EXCEEDED when the key, or this address with wrong signatures, has used up its budget
 * @throws PUBLIC_KEY_NOT_FOUND, PUBLIC_KEY_CONFLICT when the key, on the scheme's curve, leads to no or to several organizations
 * @throws API_KEY_EXPIRED from the millisecond on in which its lifetime ends
 * @throws API_KEY_SIGNATURE_INVALID when the signature is not this key's over the received bytes
 * @see Turnkey wire protocol: X-Stamp
 */
export async function authenticateApiKey(call: Call, header: string, system: System): Promise<Caller> {
  const stamp = readStamp(header)
  const scheme = readScheme(stamp)
  call.meter?.checkClaim(stamp.publicKeyHex)
  const { curve, digest, toMessage } = getSignatureScheme(scheme)
  const publicKey = readHex(stamp.publicKeyHex)
  const resolved = await resolveCredential(call, lookupOf(publicKey, curve, system), system)
  const { apiKeyId, expiresAtMs } = resolved.found
  if (expiresAtMs !== undefined && expiresAtMs <= system.nowMs()) throw new Refusal('API_KEY_EXPIRED')
  const message = toMessage ? toMessage(call.bytes) : call.bytes
  const key = importPublicKey(publicKey, curve)
  if (!(await verifySignature(key, message, readHex(stamp.signatureHex), digest))) {
    call.meter?.noteBadSignature(stamp.publicKeyHex)
    throw new Refusal('API_KEY_SIGNATURE_INVALID')
  }
  const credential = { kind: 'api-key', apiKeyId, publicKeyHex: stamp.publicKeyHex, scheme, expiresAtMs } as const
  const { sessionProfileId } = resolved.found
  if (sessionProfileId === undefined || call.kind === 'query') return toCaller(resolved, credential)
  return toCaller(resolved, { ...credential, scope: await readScope(resolved.found, sessionProfileId, system) })
}
