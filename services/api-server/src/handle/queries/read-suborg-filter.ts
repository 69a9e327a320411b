/** The filter of `list_suborgs` and `list_verified_suborgs`, from its wire form. */
import type { QueryRequest } from '@latchkey/contract'
import { readBase64url, readHex } from '@latchkey/crypto'
import { Refusal } from '../../refusal.ts'
import type { SuborgFilter } from '../../store/store.ts'

type Request = QueryRequest['list_suborgs'] | QueryRequest['list_verified_suborgs']

/**
 * What is looked for, undefined for everything.
 * @param request `filterType` and `filterValue`
 * @throws FILTER_UNAVAILABLE for OIDC_TOKEN and WALLET_ACCOUNT_ADDRESS
 * @throws REQUEST_INVALID when the value is missing, or is not the base64url or hexadecimal text its type asks for
 * @see Turnkey wire protocol: list_suborgs, filterType
 */
export function readSuborgFilter({ filterType, filterValue }: Request): SuborgFilter | undefined {
  if (filterType === undefined || filterType === '') return undefined
  if (filterValue === undefined) throw invalidValue('is required together with filterType')
  switch (filterType) {
    case 'NAME':
      return { by: 'name', value: filterValue }
    case 'USERNAME':
      return { by: 'user-name', value: filterValue }
    case 'EMAIL':
      return { by: 'email', value: filterValue }
    case 'PHONE_NUMBER':
      return { by: 'phone-number', value: filterValue }
    case 'CREDENTIAL_ID':
      return { by: 'credential-id', credentialId: decode(readBase64url, filterValue, 'base64url without padding') }
    case 'PUBLIC_KEY':
      return { by: 'public-key', publicKey: decode(readHex, filterValue, 'hexadecimal') }
    default:
      throw new Refusal('FILTER_UNAVAILABLE')
  }
}

function decode(read: (text: string) => Uint8Array, value: string, encoding: string): Uint8Array {
  try {
    return read(value)
  } catch {
    throw invalidValue(`must be ${encoding} for this filterType`)
  }
}

function invalidValue(description: string): Refusal {
  return new Refusal('REQUEST_INVALID', { fieldViolations: [{ field: 'filterValue', description }] })
}
