import { clientErrors } from '@latchkey/contract/client-errors'
import { type ServerError, serverErrors, wireCodes } from '@latchkey/contract/errors'
import { describe, expect, it } from 'vitest'

const refusals: readonly (readonly [code: string, refusal: ServerError])[] = Object.entries(serverErrors)

/** HTTP status by gRPC code, as the protocol maps them. */
const httpStatusByWireCode: Readonly<Record<number, number>> = {
  3: 400,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  12: 501,
  13: 500,
  14: 503,
  16: 401,
}

/** Refusals of HTTP itself, for which HTTP has a status of its own. */
const ownHttpStatus: Readonly<Record<string, number>> = {
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  BODY_ENCODING_UNSUPPORTED: 415,
}

/** The official enumeration. */
const turnkeyErrorCodes = [
  ...['UNSPECIFIED', 'INTERNAL', 'ORGANIZATION_NOT_FOUND', 'API_OPERATIONS_DISABLED', 'SIGNING_QUOTA_EXCEEDED'],
  ...[
    'REQUEST_NOT_AUTHORIZED',
    'PUBLIC_KEY_NOT_FOUND',
    'RATE_LIMIT_EXCEEDED',
    'SIGNATURE_MISSING',
    'SIGNATURE_INVALID',
  ],
  ...[
    'CREDENTIAL_NOT_FOUND',
    'CREDENTIAL_CONFLICT',
    'API_KEY_EXPIRED',
    'REQUEST_INVALID',
    'FORBIDDEN',
    'UNAUTHENTICATED',
  ],
  ...['UNSUPPORTED_TRANSACTION_TYPE', 'INVALID_TRANSACTION', 'INVALID_OIDC_TOKEN', 'INVALID_ORGANIZATION_ID'],
  ...['OAUTH2_CREDENTIAL_NOT_FOUND', 'OAUTH2_PROVIDER_NOT_FOUND', 'INVALID_OAUTH2_PROVIDER'],
  ...['OAUTH2_PROVIDER_NOT_CONFIGURED', 'INVALID_ACTIVITY_CALLER', 'WALLET_ACCOUNT_NOT_EXPORTED', 'INVALID_TIME'],
  ...['RPC_CALL_ERROR', 'INVALID_EMAIL', 'INVALID_FQDN', 'OAUTH_PROVIDER_ALREADY_EXISTS', 'EMAIL_SENDING_DISABLED'],
  ...['ORGANIZATION_MISMATCH', 'MAX_OTP_INITIATED', 'TVC_IMAGE_VALIDATION_FAILED', 'TRANSACTION_RISK_SCREENING_DENIED'],
  ...['TRANSACTION_RISK_SCREENING_UNVERIFIED', 'TVC_CLIENT_VERSION_TOO_OLD', 'SWAP_QUOTE_ALREADY_USED'],
]

describe.each(refusals)('%s', (code, refusal) => {
  it('has the HTTP status of its wire code', () => {
    expect(refusal.httpStatus).toBe(ownHttpStatus[code] ?? httpStatusByWireCode[refusal.wireCode])
  })

  it('has a name of the official enumeration', () => {
    expect(turnkeyErrorCodes).toContain(refusal.turnkeyErrorCode)
  })

  it('says what is wrong and what to do', () => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
    expect(refusal.message).not.toBe('')
    expect(refusal.remedy).toMatch(/^[A-Z].*\.$/)
  })
})

describe('refusals that must look like another', () => {
  const disguised = refusals.flatMap(([code, { publicAs }]) =>
    publicAs === undefined ? [] : [[code, publicAs] as const],
  )

  it('exist for a wrong signature of either kind of stamp', () => {
    expect(Object.fromEntries(disguised)).toEqual({
      API_KEY_SIGNATURE_INVALID: 'PUBLIC_KEY_NOT_FOUND',
      WEBAUTHN_SIGNATURE_INVALID: 'CREDENTIAL_ID_NOT_FOUND',
    })
  })

  it.each(disguised)('%s has everything but its text from %s', (code, publicAs) => {
    const find = (wanted: string): ServerError | undefined => refusals.find(([name]) => name === wanted)?.[1]
    const [own, shown] = [find(code), find(publicAs)]
    expect(shown?.publicAs).toBeUndefined()
    expect([own?.httpStatus, own?.wireCode, own?.turnkeyErrorCode]).toEqual([
      shown?.httpStatus,
      shown?.wireCode,
      shown?.turnkeyErrorCode,
    ])
  })
})

describe('the registry', () => {
  it('uses every wire code it names', () => {
    const used = new Set<number>(refusals.map(([, { wireCode }]) => wireCode))
    expect(Object.values(wireCodes).filter((wireCode) => !used.has(wireCode))).toEqual([])
  })

  it('keeps the texts official clients look for', () => {
    expect(serverErrors.PUBLIC_KEY_NOT_FOUND.message).toContain(
      'could not find public key in organization or its parent organization',
    )
    expect(serverErrors.API_KEY_EXPIRED.message).toContain('Unauthenticated desc = expired api key publicKey')
  })

  it('shares no code with the errors of clients', () => {
    expect(Object.keys(clientErrors).filter((code) => code in serverErrors)).toEqual([])
  })
})

describe.each(Object.entries(clientErrors))('client error %s', (code, [message, remedy]) => {
  it('says what is wrong and what to do, in sentences', () => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
    expect(message).toMatch(/^[A-Z].*\.$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  })
})
