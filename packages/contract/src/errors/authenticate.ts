/** Refusals of the second stage: who signed these bytes? */
import { invalid, refusalsOf, unauthenticated } from './server-error.ts'

const entry = refusalsOf('authenticate')

const newStamp =
  'Stamp the exact bytes that are sent, with a key that is registered in this organization, and try again.'
const samePasskey = 'Use the passkey that was registered with this organization, on the site it was registered for.'

/** Requests nobody has proven to have sent. Unknown keys and wrong signatures look alike outside. */
export const authenticateErrors = {
  STAMP_MISSING: entry(
    unauthenticated,
    'SIGNATURE_MISSING',
    'cannot authenticate public API activity request without a stamp (X-Stamp/X-Stamp-Webauthn header)',
    'Send exactly one stamp header.',
  ),
  STAMP_AMBIGUOUS: entry(
    invalid,
    'REQUEST_INVALID',
    'more than one stamp on one request',
    'Send either X-Stamp or X-Stamp-Webauthn, once.',
  ),
  API_KEY_STAMP_MALFORMED: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract api key stamp',
    'Send base64url of the JSON {"publicKey","scheme","signature"}.',
  ),
  WEBAUTHN_STAMP_MALFORMED: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract webauthn stamp',
    'Send the JSON {"authenticatorData","clientDataJson","credentialId","signature"}, all base64url.',
  ),
  STAMP_SCHEME_UNSUPPORTED: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not extract api key stamp: unsupported signature scheme',
    'Use SIGNATURE_SCHEME_TK_API_P256, _SECP256K1, _SECP256K1_EIP191 or _ED25519.',
  ),
  PUBLIC_KEY_NOT_FOUND: entry(
    unauthenticated,
    'PUBLIC_KEY_NOT_FOUND',
    'could not find public key in organization or its parent organization',
    newStamp,
  ),
  API_KEY_SIGNATURE_INVALID: entry(
    unauthenticated,
    'PUBLIC_KEY_NOT_FOUND',
    'could not verify api key signature',
    newStamp,
    'PUBLIC_KEY_NOT_FOUND',
  ),
  API_KEY_EXPIRED: entry(
    unauthenticated,
    'API_KEY_EXPIRED',
    'Unauthenticated desc = expired api key publicKey',
    'Open a new session with the passkey.',
  ),
  PUBLIC_KEY_CONFLICT: entry(
    unauthenticated,
    'CREDENTIAL_CONFLICT',
    'more than one suborg associated with a public key',
    'Send the id of the sub-organization that is meant.',
  ),
  CREDENTIAL_ID_NOT_FOUND: entry(
    unauthenticated,
    'CREDENTIAL_NOT_FOUND',
    'credential ID could not be found in organization or its parent organization',
    samePasskey,
  ),
  WEBAUTHN_SIGNATURE_INVALID: entry(
    unauthenticated,
    'CREDENTIAL_NOT_FOUND',
    'could not verify WebAuthN signature',
    samePasskey,
    'CREDENTIAL_ID_NOT_FOUND',
  ),
  CREDENTIAL_ID_CONFLICT: entry(
    unauthenticated,
    'CREDENTIAL_CONFLICT',
    'more than one suborg associated with a credential ID',
    'Send the id of the sub-organization that is meant.',
  ),
  WEBAUTHN_CLIENT_DATA_INVALID: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: client data is not an assertion over this body',
    'Stamp the exact bytes that are sent: the challenge is the hex SHA-256 of the body.',
  ),
  WEBAUTHN_ORIGIN_NOT_ALLOWED: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: origin is not allowed',
    "Add the application's exact origin to LATCHKEY_ORIGINS on the server, and to FEATURE_NAME_WEBAUTHN_ORIGINS where the organization or its parent sets it.",
  ),
  WEBAUTHN_FRAMED: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: ceremony took place inside a cross-origin frame',
    'Ask for the passkey in the top-level page.',
  ),
  WEBAUTHN_RP_ID_MISMATCH: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: passkey belongs to another site',
    samePasskey,
  ),
  WEBAUTHN_USER_NOT_PRESENT: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: user presence flag is not set',
    'Use an authenticator that asks its user to confirm.',
  ),
  WEBAUTHN_BACKUP_STATE_INVALID: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: backup flags contradict the registration',
    'Register the passkey again.',
  ),
  WEBAUTHN_COUNTER_WENT_BACK: entry(
    unauthenticated,
    'SIGNATURE_INVALID',
    'could not verify WebAuthN signature: signature counter went back, the passkey may have been copied',
    'Use another passkey and delete this one.',
  ),
  SESSION_INVALID: entry(
    unauthenticated,
    'UNAUTHENTICATED',
    'read-only session is unknown, expired or ended',
    'Log in again.',
  ),
} as const
