/** API keys of a request, checked: what `create_api_keys`, `create_users` and `create_sub_organization` have in common. */

import type { ServerErrorCode } from '@latchkey/contract/errors'
import { readHex } from '@latchkey/crypto'
import { importP256Key } from '../../p256-key.ts'
import { Refusal } from '../../refusal.ts'
import type { Policy } from '../../system.ts'
import { defaultSessionSeconds } from '../limits.ts'

/** API key as requests describe it, in any version; without `curveType` it is a P-256 key. */
export interface ApiKeyInput {
  apiKeyName: string
  publicKey: string
  curveType?: string
  expirationSeconds?: string | number
}

/** API key that may be registered. */
export interface NewApiKey {
  apiKeyName: string
  /** Compressed point on the curve, 33 bytes. */
  publicKey: Uint8Array
  /** Name of the wire's CredentialType, such as `CREDENTIAL_TYPE_API_KEY_P256`. */
  credentialType: string
  /** Undefined for a permanent key. */
  expirationSeconds: number | undefined
}

/**
 * The keys of a request, each a point of P-256 with a life the server allows.
 * @param inputs keys as sent
 * @param path where they stand in the request, such as `parameters.apiKeys`
 * @param policy `maxSessionSeconds` limits their life
 * @throws CURVE_UNSUPPORTED when a key is of another curve
 * @throws PUBLIC_KEY_INVALID when a key is not a point of the curve
 * @throws EXPIRATION_TOO_LONG when a key would live longer than the server allows
 */
export function readNewApiKeys(inputs: readonly ApiKeyInput[], path: string, policy: Policy): NewApiKey[] {
  return inputs.map((input, index) => readNewApiKey(input, `${path}.${index}`, policy))
}

function readNewApiKey(input: ApiKeyInput, path: string, policy: Policy): NewApiKey {
  const { apiKeyName, curveType = 'API_KEY_CURVE_P256' } = input
  if (curveType !== 'API_KEY_CURVE_P256') {
    throw violation('CURVE_UNSUPPORTED', `${path}.curveType`, 'must be API_KEY_CURVE_P256')
  }
  return {
    apiKeyName,
    publicKey: readPublicKey(input.publicKey, `${path}.publicKey`),
    credentialType: 'CREDENTIAL_TYPE_API_KEY_P256',
    expirationSeconds: readExpiration(input.expirationSeconds, `${path}.expirationSeconds`, policy),
  }
}

/**
 * A compressed point of P-256, 33 bytes.
 * @param publicKeyHex hexadecimal as sent
 * @param field path of member names joined by dots, such as `parameters.publicKey`
 * @throws PUBLIC_KEY_INVALID when it is not a point of the curve
 */
export function readPublicKey(publicKeyHex: string, field: string): Uint8Array {
  if (/^0[23][0-9a-f]{64}$/i.test(publicKeyHex)) {
    const publicKey = readHex(publicKeyHex)
    if (isOnCurve(publicKey)) return publicKey
  }
  throw violation('PUBLIC_KEY_INVALID', field, 'must be the compressed public key of a P-256 key pair')
}

/** Asked of the platform, which keeps the key imported for the first request it will sign. */
function isOnCurve(publicKey: Uint8Array): boolean {
  try {
    importP256Key(publicKey)
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
