/** Refusals of the fourth stage: what the request asks for cannot be done. */
import { exhausted, exists, invalid, notFound, precondition, refusalsOf } from './server-error.ts'

const entry = refusalsOf('handle')

/** Requests that are well formed and allowed, and cannot be carried out. */
export const handleErrors = {
  TIMESTAMP_OUTSIDE_WINDOW: entry(
    invalid,
    'INVALID_TIME',
    'timestampMs is more than one hour old or more than five minutes ahead',
    'Set the clock of the sending device and sign the request again.',
  ),
  ACTIVITY_TAKEN: entry(
    exists,
    'REQUEST_INVALID',
    'the same bytes were already submitted by another user',
    'Change timestampMs and sign the request again.',
  ),
  USER_NOT_FOUND: entry(notFound, 'UNSPECIFIED', 'no user found with the given ID', 'Check userId and organizationId.'),
  TAG_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'no user tag found with the given ID',
    'Check the ids of tags and organizationId.',
  ),
  API_KEY_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'no api key found with the given ID',
    'Check apiKeyId and organizationId.',
  ),
  AUTHENTICATOR_NOT_FOUND: entry(
    notFound,
    'CREDENTIAL_NOT_FOUND',
    'webauthn authenticator not found in organization',
    'Check authenticatorId and organizationId.',
  ),
  ACTIVITY_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'no activity found with the given ID',
    'Check activityId and organizationId.',
  ),
  PUBLIC_KEY_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'public key is not a point of its curve',
    'Send the public key of a key pair on the stated curve, P-256 where none is stated; compressed, or 32 bytes for Ed25519.',
  ),
  PUBLIC_KEY_TAKEN: entry(
    exists,
    'CREDENTIAL_CONFLICT',
    'public key is already registered in this organization',
    'Make a new key pair.',
  ),
  EXPIRATION_TOO_LONG: entry(
    invalid,
    'INVALID_TIME',
    'invalid api key expiration',
    'Ask for a shorter session; LATCHKEY_MAX_SESSION_SECONDS sets the limit.',
  ),
  ATTESTATION_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'invalid authenticator attestation',
    'Register the passkey again on an allowed origin.',
  ),
  CREDENTIAL_ID_TAKEN: entry(
    exists,
    'CREDENTIAL_CONFLICT',
    'passkey is already registered in this organization',
    'Use the passkey to log in, or register another one.',
  ),
  USER_NAMES_NO_CREDENTIAL: entry(
    invalid,
    'REQUEST_INVALID',
    'a root user needs at least one passkey or permanent API key',
    'Send authenticators or apiKeys for every root user.',
  ),
  QUORUM_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'quorum threshold must be non-zero integer, at most the number of root users',
    'Send a threshold from 1 to the number of root users.',
  ),
  QUORUM_USERS_MISSING: entry(
    invalid,
    'REQUEST_INVALID',
    'quorum users missing',
    'Name at least one user of the organization, each once.',
  ),
  FINGERPRINT_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'No activity found with fingerprint. Consensus activities must target an existing activity by fingerprint',
    'Send the fingerprint of an activity of this organization, as it was answered.',
  ),
  ACTIVITY_DECIDED: entry(
    precondition,
    'REQUEST_INVALID',
    'the activity does not wait for the root quorum any more',
    'Read the activity to see what came of it; submit it again to have it done anew.',
  ),
  WALLETS_UNAVAILABLE: entry(
    invalid,
    'REQUEST_INVALID',
    'this server has no wallets or private keys yet, so nothing was created',
    'Leave out wallet and privateKeys.',
  ),
  IDENTITY_PROVIDERS_UNAVAILABLE: entry(
    invalid,
    'REQUEST_INVALID',
    'this server has no OAuth providers or verification tokens yet, so nothing was done',
    'Send empty oauthProviders and leave out verificationToken.',
  ),
  SESSION_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'no session found with the given ID, so none was ended',
    'Check sessionIds and userId; list_sessions lists the sessions of a user.',
  ),
  SESSIONS_UNCLEAR: entry(
    invalid,
    'REQUEST_INVALID',
    'either sessionIds or scope must say which sessions end',
    'Send exactly one of sessionIds and scope.',
  ),
  SESSION_KEY_REQUIRED: entry(
    invalid,
    'REQUEST_INVALID',
    'only a session can be renewed, by its own key',
    'Stamp this request with the session key.',
  ),
  SESSION_PROFILE_NOT_FOUND: entry(
    notFound,
    'UNSPECIFIED',
    'no session profile found with the given ID',
    'Check sessionProfileId; a log-in takes profiles of the organization and of its parent.',
  ),
  SESSION_PROFILE_NAME_TAKEN: entry(
    exists,
    'REQUEST_INVALID',
    'the organization already has a session profile with this name',
    'Choose another sessionProfileName.',
  ),
  SCOPE_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'invalid policy condition',
    'Correct the scope at the position that the answer names.',
  ),
  SESSION_PROFILES_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'organization has exceeded maximum session profiles',
    'Use the profiles there are; an organization has at most 1000.',
  ),
  FILTER_UNAVAILABLE: entry(
    invalid,
    'REQUEST_INVALID',
    'this server cannot look up sub-organizations by that filterType yet',
    'Filter by CREDENTIAL_ID, PUBLIC_KEY, NAME, USERNAME, EMAIL or PHONE_NUMBER.',
  ),
  LAST_ROOT_CREDENTIAL: entry(
    precondition,
    'REQUEST_INVALID',
    'this would leave the organization without enough root users who can still sign in',
    'Register another passkey or permanent API key first.',
  ),
  FEATURE_VALUE_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'invalid value for this feature',
    'Send the value that the field violation asks for, or remove the feature.',
  ),
  AUTHENTICATORS_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum authenticators',
    'Delete a passkey first; a user has at most 10.',
  ),
  LONG_LIVED_API_KEYS_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum long-lived api keys',
    'Delete an API key first; a user has at most 10 permanent ones.',
  ),
  EXPIRING_API_KEYS_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'user has exceeded maximum short-lived api keys',
    'Send at most 10 expiring keys in one request.',
  ),
  TAG_NAME_TAKEN: entry(
    exists,
    'REQUEST_INVALID',
    'user tag name must be unique in the organization',
    'Choose another name, or use the tag that has it.',
  ),
  TAGS_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'organization has exceeded maximum user tags',
    'Delete a tag first; a parent organization has at most 100, a sub-organization 10.',
  ),
  USERS_EXHAUSTED: entry(
    exhausted,
    'UNSPECIFIED',
    'organization has exceeded maximum users',
    'Delete a user first; an organization has at most 100.',
  ),
} as const
