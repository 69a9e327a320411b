/** Registry of every refusal the API server answers with: stage, HTTP status, wire code, text and remedy. See docs/errors.md. */

/** Which stage of the pipeline refuses. */
export type Stage = 'accept' | 'authenticate' | 'authorize' | 'handle' | 'respond'

/** gRPC status codes the wire uses, by name. */
export const wireCodes = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const

/** One refusal. `publicAs` names the code shown outside where two causes must look alike; the log keeps the real one. */
export interface ServerError {
  readonly stage: Stage
  readonly httpStatus: number
  readonly wireCode: (typeof wireCodes)[keyof typeof wireCodes]
  /** Name in the official `turnkeyErrorCode` enumeration. */
  readonly turnkeyErrorCode: string
  readonly message: string
  readonly remedy: string
  readonly publicAs?: string
}

type Kind = readonly [httpStatus: number, wireCode: ServerError['wireCode']]

const invalid: Kind = [400, wireCodes.INVALID_ARGUMENT]
const precondition: Kind = [400, wireCodes.FAILED_PRECONDITION]
const unauthenticated: Kind = [401, wireCodes.UNAUTHENTICATED]
const denied: Kind = [403, wireCodes.PERMISSION_DENIED]
const notFound: Kind = [404, wireCodes.NOT_FOUND]
const exists: Kind = [409, wireCodes.ALREADY_EXISTS]
const exhausted: Kind = [429, wireCodes.RESOURCE_EXHAUSTED]

function entry(
  stage: Stage,
  [httpStatus, wireCode]: Kind,
  turnkeyErrorCode: string,
  message: string,
  remedy: string,
  publicAs?: string,
): ServerError {
  return { stage, httpStatus, wireCode, turnkeyErrorCode, message, remedy, ...(publicAs && { publicAs }) }
}

const newStamp =
  'Stamp the exact bytes that are sent, with a key that is registered in this organization, and try again.'
const samePasskey = 'Use the passkey that was registered with this organization, on the site it was registered for.'

/** Refusals by code. Messages that official clients branch on are kept word for word. */
export const serverErrors = {
  UNKNOWN_PATH: entry(
    'accept',
    notFound,
    'UNSPECIFIED',
    'unknown path',
    'Check the URL: operations are POST /public/v1/query/… and POST /public/v1/submit/….',
  ),
  METHOD_NOT_ALLOWED: entry(
    'accept',
    [405, wireCodes.UNIMPLEMENTED],
    'REQUEST_INVALID',
    'method not allowed',
    'Send the request with POST.',
  ),
  OPERATION_UNAVAILABLE: entry(
    'accept',
    [501, wireCodes.UNIMPLEMENTED],
    'UNSPECIFIED',
    'not implemented',
    'This server does not offer the operation; see docs/compatibility.md for what it does.',
  ),
  BODY_TOO_LARGE: entry(
    'accept',
    [413, wireCodes.INVALID_ARGUMENT],
    'REQUEST_INVALID',
    'request body too large',
    'Send at most 64 KiB.',
  ),
  BODY_ENCODING_UNSUPPORTED: entry(
    'accept',
    [415, wireCodes.INVALID_ARGUMENT],
    'REQUEST_INVALID',
    'request body must not be compressed',
    'Send the body without Content-Encoding.',
  ),
  HTTP_MALFORMED: entry(
    'accept',
    invalid,
    'REQUEST_INVALID',
    'malformed, too slow or too large HTTP request',
    'Send one complete HTTP/1.1 request with at most 16 KiB of headers.',
  ),
  BODY_MALFORMED: entry(
    'accept',
    invalid,
    'REQUEST_INVALID',
    'bad request body',
    'Send one JSON object in UTF-8, without duplicate members.',
  ),
  REQUEST_INVALID: entry(
    'accept',
    invalid,
    'REQUEST_INVALID',
    'bad request body: a field is missing or malformed',
    'Correct the fields named in the details.',
  ),
  ORGANIZATION_ID_MALFORMED: entry(
    'accept',
    invalid,
    'INVALID_ORGANIZATION_ID',
    'malformed organization ID provided',
    'Send organizationId as a UUID.',
  ),
  ACTIVITY_TYPE_MISMATCH: entry(
    'accept',
    invalid,
    'REQUEST_INVALID',
    'activity type does not belong to this path',
    'Send a type that this path accepts; openapi.json lists them.',
  ),
  TIMESTAMP_OUTSIDE_WINDOW: entry(
    'handle',
    invalid,
    'INVALID_TIME',
    'timestampMs is more than one hour old or more than five minutes ahead',
    'Set the clock of the sending device and sign the request again.',
  ),

  STAMP_MISSING: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_MISSING',
    'cannot authenticate public API activity request without a stamp (X-Stamp/X-Stamp-Webauthn header)',
    'Send exactly one stamp header.',
  ),
  STAMP_AMBIGUOUS: entry(
    'authenticate',
    invalid,
    'REQUEST_INVALID',
    'more than one stamp on one request',
    'Send either X-Stamp or X-Stamp-Webauthn, once.',
  ),
  API_KEY_STAMP_MALFORMED: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract api key stamp',
    'Send base64url of the JSON {"publicKey","scheme","signature"}.',
  ),
  WEBAUTHN_STAMP_MALFORMED: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract webauthn stamp',
    'Send the JSON {"authenticatorData","clientDataJson","credentialId","signature"}, all base64url.',
  ),
  STAMP_SCHEME_UNSUPPORTED: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract api key stamp: unsupported signature scheme',
    'Use SIGNATURE_SCHEME_TK_API_P256.',
  ),
  PUBLIC_KEY_NOT_FOUND: entry(
    'authenticate',
    unauthenticated,
    'PUBLIC_KEY_NOT_FOUND',
    'could not find public key in organization or its parent organization',
    newStamp,
  ),
  API_KEY_SIGNATURE_INVALID: entry(
    'authenticate',
    unauthenticated,
    'PUBLIC_KEY_NOT_FOUND',
    'could not verify api key signature',
    newStamp,
    'PUBLIC_KEY_NOT_FOUND',
  ),
  API_KEY_EXPIRED: entry(
    'authenticate',
    unauthenticated,
    'API_KEY_EXPIRED',
    'Unauthenticated desc = expired api key publicKey',
    'Open a new session with the passkey.',
  ),
  PUBLIC_KEY_CONFLICT: entry(
    'authenticate',
    unauthenticated,
    'CREDENTIAL_CONFLICT',
    'more than one suborg associated with a public key',
    'Send the id of the sub-organization that is meant.',
  ),
  CREDENTIAL_ID_NOT_FOUND: entry(
    'authenticate',
    unauthenticated,
    'CREDENTIAL_NOT_FOUND',
    'credential ID could not be found in organization or its parent organization',
    samePasskey,
  ),
  WEBAUTHN_SIGNATURE_INVALID: entry(
    'authenticate',
    unauthenticated,
    'CREDENTIAL_NOT_FOUND',
    'could not verify WebAuthN signature',
    samePasskey,
    'CREDENTIAL_ID_NOT_FOUND',
  ),
  CREDENTIAL_ID_CONFLICT: entry(
    'authenticate',
    unauthenticated,
    'CREDENTIAL_CONFLICT',
    'more than one suborg associated with a credential ID',
    'Send the id of the sub-organization that is meant.',
  ),
  WEBAUTHN_CLIENT_DATA_INVALID: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: client data is not an assertion over this body',
    'Stamp the exact bytes that are sent: the challenge is the hex SHA-256 of the body.',
  ),
  WEBAUTHN_ORIGIN_NOT_ALLOWED: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: origin is not allowed',
    "Add the application's exact origin to LATCHKEY_ORIGINS on the server.",
  ),
  WEBAUTHN_FRAMED: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: ceremony took place inside a cross-origin frame',
    'Ask for the passkey in the top-level page.',
  ),
  WEBAUTHN_RP_ID_MISMATCH: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: passkey belongs to another site',
    samePasskey,
  ),
  WEBAUTHN_USER_NOT_PRESENT: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: user presence flag is not set',
    'Use an authenticator that asks its user to confirm.',
  ),
  WEBAUTHN_BACKUP_STATE_INVALID: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: backup flags contradict the registration',
    'Register the passkey again.',
  ),
  WEBAUTHN_COUNTER_WENT_BACK: entry(
    'authenticate',
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: signature counter went back, the passkey may have been copied',
    'Use another passkey and delete this one.',
  ),
  SESSION_INVALID: entry(
    'authenticate',
    unauthenticated,
    'UNAUTHENTICATED',
    'read-only session is unknown, expired or ended',
    'Log in again.',
  ),

  REQUEST_NOT_AUTHORIZED: entry(
    'authorize',
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'request not authorized',
    'Ask a root user of the organization to do this.',
  ),
  ORGANIZATION_MISMATCH: entry(
    'authorize',
    denied,
    'ORGANIZATION_MISMATCH',
    'organization mismatch: the credential belongs to another organization than the request targets',
    'Send the id of the organization the credential belongs to.',
  ),
  CALLER_NOT_PARENT: entry(
    'authorize',
    denied,
    'INVALID_ACTIVITY_CALLER',
    'sub-organizations cannot have sub-organizations',
    'Send this activity to the parent organization, with one of its credentials.',
  ),
  SESSION_READ_ONLY: entry(
    'authorize',
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'a read-only session cannot submit activities',
    'Stamp the request with a passkey or a session key.',
  ),
  STEP_UP_REQUIRED: entry(
    'authorize',
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'step-up required: a session key cannot do this',
    'Stamp this request with the passkey.',
  ),

  ACTIVITY_TAKEN: entry(
    'handle',
    exists,
    'REQUEST_INVALID',
    'the same bytes were already submitted by another user',
    'Change timestampMs and sign the request again.',
  ),
  USER_NOT_FOUND: entry(
    'handle',
    notFound,
    'UNSPECIFIED',
    'no user found with the given ID',
    'Check userId and organizationId.',
  ),
  API_KEY_NOT_FOUND: entry(
    'handle',
    notFound,
    'UNSPECIFIED',
    'no api key found with the given ID',
    'Check apiKeyId and organizationId.',
  ),
  AUTHENTICATOR_NOT_FOUND: entry(
    'handle',
    notFound,
    'CREDENTIAL_NOT_FOUND',
    'webauthn authenticator not found in organization',
    'Check authenticatorId and organizationId.',
  ),
  ACTIVITY_NOT_FOUND: entry(
    'handle',
    notFound,
    'UNSPECIFIED',
    'no activity found with the given ID',
    'Check activityId and organizationId.',
  ),
  PUBLIC_KEY_INVALID: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'public key is not a point of its curve',
    'Send the compressed public key of a P-256 key pair.',
  ),
  PUBLIC_KEY_TAKEN: entry(
    'handle',
    exists,
    'CREDENTIAL_CONFLICT',
    'public key is already registered in this organization',
    'Make a new key pair.',
  ),
  CURVE_UNSUPPORTED: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'invalid curve: this server takes P-256 API keys',
    'Send curveType API_KEY_CURVE_P256.',
  ),
  EXPIRATION_TOO_LONG: entry(
    'handle',
    invalid,
    'INVALID_TIME',
    'invalid api key expiration',
    'Ask for a shorter session; LATCHKEY_MAX_SESSION_SECONDS sets the limit.',
  ),
  ATTESTATION_INVALID: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'invalid authenticator attestation',
    'Register the passkey again on an allowed origin.',
  ),
  CREDENTIAL_ID_TAKEN: entry(
    'handle',
    exists,
    'CREDENTIAL_CONFLICT',
    'passkey is already registered in this organization',
    'Use the passkey to log in, or register another one.',
  ),
  USER_NAMES_NO_CREDENTIAL: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'a root user needs at least one passkey or permanent API key',
    'Send authenticators or apiKeys for every root user.',
  ),
  QUORUM_INVALID: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'quorum threshold must be non-zero integer, at most the number of root users',
    'Send a rootQuorumThreshold from 1 to the number of rootUsers.',
  ),
  WALLETS_UNAVAILABLE: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'this server has no wallets or private keys yet, so nothing was created',
    'Leave out wallet and privateKeys.',
  ),
  IDENTITY_PROVIDERS_UNAVAILABLE: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'this server has no OAuth providers, verification tokens or user tags yet, so nothing was created',
    'Send empty oauthProviders and userTags and leave out verificationToken.',
  ),
  FILTER_UNAVAILABLE: entry(
    'handle',
    invalid,
    'REQUEST_INVALID',
    'this server cannot look up sub-organizations by that filterType yet',
    'Filter by CREDENTIAL_ID, PUBLIC_KEY, NAME, USERNAME, EMAIL or PHONE_NUMBER.',
  ),
  LAST_ROOT_CREDENTIAL: entry(
    'handle',
    precondition,
    'REQUEST_INVALID',
    'this would leave the organization without enough root users who can still sign in',
    'Register another passkey or permanent API key first.',
  ),
  AUTHENTICATORS_EXHAUSTED: entry(
    'handle',
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum authenticators',
    'Delete a passkey first; a user has at most 10.',
  ),
  LONG_LIVED_API_KEYS_EXHAUSTED: entry(
    'handle',
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum long-lived api keys',
    'Delete an API key first; a user has at most 10 permanent ones.',
  ),
  EXPIRING_API_KEYS_EXHAUSTED: entry(
    'handle',
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum short-lived api keys',
    'Send at most 10 expiring keys in one request.',
  ),
  USERS_EXHAUSTED: entry(
    'handle',
    exhausted,
    'UNSPECIFIED',
    'organization has exceeded maximum users',
    'Delete a user first; an organization has at most 100.',
  ),

  STORE_UNAVAILABLE: entry(
    'respond',
    [503, wireCodes.UNAVAILABLE],
    'INTERNAL',
    'storage is unavailable',
    'Try again in a few seconds; the request was not carried out.',
  ),
  INTERNAL: entry(
    'respond',
    [500, wireCodes.INTERNAL],
    'INTERNAL',
    'internal server error',
    'Try again; if it stays, give the operator the request id.',
  ),
} as const satisfies Record<string, ServerError>

/** Code of a refusal of the API server. */
export type ServerErrorCode = keyof typeof serverErrors
