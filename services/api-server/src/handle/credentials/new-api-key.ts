/** API keys of a request, checked: what `create_api_keys`, `create_users` and `create_sub_organization` have in common. */

import type { ServerErrorCode } from '@latchkey/contract/errors'
import { readHex } from '@latchkey/crypto'
import {
  credentialTypeOf,
  describePublicKey,
  importPublicKey,
  isPublicKeyHex,
  type KeyCurve,
} from '../../api-key-curve.ts'
import { Refusal } from '../../refusal.ts'
import type { Policy } from '../../system.ts'
import { defaultSessionSeconds } from '../limits.ts'

/** API key as requests describe it, in any version; without `curveType` it is a P-256 key. */
export interface ApiKeyInput {
  apiKeyName: string
  publicKey: string
  curveType?: KeyCurve
  expirationSeconds?: string | number
}

/** API key that may be registered. */
export interface NewApiKey {
  apiKeyName: string
  /** Compressed point on the curve, 33 bytes; of Ed25519 32 bytes. */
  publicKey: Uint8Array
  /** Name of the wire's CredentialType, such as `CREDENTIAL_TYPE_API_KEY_P256`. */
  credentialType: string
  /** Undefined for a permanent key. */
  expirationSeconds: number | undefined
}

/**
 * The keys of a request, each a point of its curve with a life the server allows.
 * @param inputs keys as sent
 * @param path where they stand in the request, such as `parameters.apiKeys`
 * @param policy `maxSessionSeconds` limits their life
 * @throws PUBLIC_KEY_INVALID when a key is not a point of its curve
 * @throws EXPIRATION_TOO_LONG when a key would live longer than the server allows
 */
export function readNewApiKeys(inputs: readonly ApiKeyInput[], path: string, policy: Policy): NewApiKey[] {
  return inputs.map((input, index) => readNewApiKey(input, `${path}.${index}`, policy))
}

function readNewApiKey(input: ApiKeyInput, path: string, policy: Policy): NewApiKey {
  const { apiKeyName, curveType = 'API_KEY_CURVE_P256' } = input
  return {
    apiKeyName,
    publicKey: readPublicKey(input.publicKey, `${path}.publicKey`, curveType),
    credentialType: credentialTypeOf(curveType),
    expirationSeconds: readExpiration(input.expirationSeconds, `${path}.expirationSeconds`, policy),
  }
}

/**
 * The bytes of a public key: a compressed point, 33 bytes, or of Ed25519 32 bytes.
 * @param publicKeyHex hexadecimal of either case, as sent
 * @param field path of member names joined by dots, such as `parameters.publicKey`
 * @param curve the key's, default P-256
 * @throws PUBLIC_KEY_INVALID when it is not a point of the curve
 */
export function readPublicKey(publicKeyHex: string, field: string, curve: KeyCurve = 'API_KEY_CURVE_P256'): Uint8Array {
  if (isPublicKeyHex(publicKeyHex.toLowerCase(), curve)) {
    const publicKey = readHex(publicKeyHex)
    if (isOnCurve(publicKey, curve)) return publicKey
  }
  throw violation('PUBLIC_KEY_INVALID', field, `must be ${describePublicKey(curve)}`)
}

/** Asked of the platform, which keeps the key imported for the first request it will sign. */
function isOnCurve(publicKey: Uint8Array, curve: KeyCurve): boolean {
  try {
    importPublicKey(publicKey, curve)
    return true
  } catch {
    return false
  }
}

/**
 * Life of a session in seconds.
 * @param value decimal string or number, in seconds; without it 900, or less where the server allows no more
 * @param policy `maxSessionSeconds` limits it
 * @throws EXPIRATION_TOO_LONG when it is longer than the server allows
 * @see Turnkey wire protocol: limits, session defaults
 */
export function readSessionSeconds(value: string | number | undefined, policy: Policy): number {
  const asked = readExpiration(value, 'parameters.expirationSeconds', policy)
  return asked ?? Math.min(defaultSessionSeconds, policy.maxSessionSeconds)
}

/**
 * Life in seconds, undefined where none is asked for.
 * @param value decimal string or number, in seconds
 * @param field path of member names joined by dots, such as `parameters.expirationSeconds`
 * @param policy `maxSessionSeconds` limits it
 * @throws EXPIRATION_TOO_LONG when it is longer than the server allows
 */
export function readExpiration(value: string | number | undefined, field: string, policy: Policy): number | undefined {
  if (value === undefined) return undefined
  const seconds = Number(value)
  if (seconds <= policy.maxSessionSeconds) return seconds
  throw violation('EXPIRATION_TOO_LONG', field, `must be at most ${policy.maxSessionSeconds}`)
}

/**
 * Refusal of one field of a request.
 * @param code what is wrong
 * @param field path of member names joined by dots, such as `parameters.targetPublicKey`
 * @param description text that goes on after the field's name: what it must be
 */
export function violation(code: ServerErrorCode, field: string, description: string): Refusal {
  return new Refusal(code, { fieldViolations: [{ field, description }] })
}
