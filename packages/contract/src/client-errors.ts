/** Registry of every failure that starts in a client: text and remedy by code. Refusals of the server keep the server's code. See docs/errors.md. */

/** Text for people and what to do about it, by code. */
export const clientErrors = {
  CONFIG_INVALID: [
    'The configuration is incomplete or malformed.',
    'Check apiBaseUrl, defaultOrganizationId, rpId and iframeUrl.',
  ],
  NETWORK_UNREACHABLE: ['The server could not be reached.', 'Check the connection and try again.'],
  REQUEST_TIMED_OUT: ['The server did not answer in time.', 'Try again.'],
  RESPONSE_MALFORMED: [
    'The server answered something that is not this API.',
    'Check apiBaseUrl, and proxies in between.',
  ],
  ACTIVITY_NOT_COMPLETED: [
    'The activity was recorded but is not completed.',
    'Look at its status; it may need the approval of others.',
  ],
  STAMPER_MISSING: ['This client cannot sign requests.', 'Use the passkey client or a client with a session.'],

  PASSKEY_UNSUPPORTED: ['This browser has no passkeys.', 'Use a current browser, over https or on localhost.'],
  PASSKEY_REPLACED: ['A newer passkey prompt took the place of this one.', 'Confirm the newer one.'],
  PASSKEY_BUSY: ['The browser shows another passkey prompt.', 'Close it and try again.'],
  PASSKEY_OPTIONS_REFUSED: [
    'The browser does not accept these passkey options.',
    'Check publicKey; the error’s cause says what is wrong.',
  ],
  PASSKEY_DEVICE_UNSUITABLE: [
    'This device cannot keep a passkey, or cannot check who uses it.',
    'Set up a screen lock, or use another device.',
  ],
  PASSKEY_CANCELLED: ['The passkey prompt was cancelled or timed out.', 'Try again and confirm the prompt.'],
  PASSKEY_SITE_MISMATCH: [
    'Passkeys of this rpId cannot be used on this site.',
    'Set rpId to this site’s domain or a parent of it.',
  ],
  PASSKEY_ALREADY_REGISTERED: ['This device already has a passkey for this account.', 'Log in with it.'],
  PASSKEY_OF_ANOTHER_ACCOUNT: [
    'This passkey belongs to another account.',
    'Use a passkey of the account you are logged in to.',
  ],
  PASSKEY_FAILED: ['The authenticator failed.', 'Try again, or use another passkey.'],

  IFRAME_CONTAINER_MISSING: [
    'The element for the auth iframe does not exist.',
    'Pass an existing element as iframeContainer.',
  ],
  IFRAME_ALREADY_EXISTS: [
    'The container already holds an auth iframe.',
    'Use the client that exists, or another container.',
  ],
  IFRAME_NOT_LOADED: ['The auth iframe did not load.', 'Check iframeUrl and that its server is running.'],
  IFRAME_BLOCKED: [
    'The browser did not let the auth iframe start.',
    'Allow the iframe’s origin in the page’s Content-Security-Policy (frame-src).',
  ],
  IFRAME_EMBEDDER_POLICY: [
    'The page’s Cross-Origin-Embedder-Policy keeps the auth iframe out.',
    'Let no proxy drop the auth iframe’s Cross-Origin-Embedder-Policy and Cross-Origin-Resource-Policy.',
  ],
  IFRAME_OUTDATED: ['The auth iframe is older than this SDK.', 'Serve the auth iframe of the same version.'],
  IFRAME_ORIGIN_REFUSED: [
    'The auth iframe does not serve this site.',
    'Add this page’s exact origin to LATCHKEY_ORIGINS.',
  ],
  IFRAME_TIMED_OUT: ['The auth iframe did not answer in time.', 'Reload the page.'],
  IFRAME_KEY_MISSING: ['The auth iframe holds no session key.', 'Inject a credential bundle or open a session first.'],
  IFRAME_PAYLOAD_REFUSED: ['The auth iframe signs only JSON requests.', 'Pass the exact body of an API request.'],
  IFRAME_MESSAGE_REFUSED: ['The auth iframe could not carry out the request.', 'Reload the page and try again.'],
  IFRAME_STORAGE_BLOCKED: [
    'The browser lets the auth iframe store nothing, so the session ends with this page.',
    'Allow third-party storage for the iframe’s origin.',
  ],
  IFRAME_KEYS_NOT_STORABLE: [
    'This browser cannot store keys, so the session ends with this page.',
    'Open the page outside of private windows and lockdown modes.',
  ],
  BUNDLE_MALFORMED: ['The credential bundle is damaged.', 'Open a new session.'],
  BUNDLE_NOT_FOR_THIS_KEY: [
    'The credential bundle was sealed for another browser or an older key.',
    'Open a new session.',
  ],

  LOGIN_REQUIRED: ['Nobody is logged in.', 'Call passkeyClient.login() first.'],
  TARGET_KEY_MISSING: [
    'There is no auth iframe key to open a session for.',
    'Wait until the auth iframe is ready and pass its iframePublicKey.',
  ],
  EXPIRATION_INVALID: [
    'The session length is not a whole number of seconds above zero.',
    'Pass it as a string such as "900".',
  ],
} as const satisfies Record<string, readonly [message: string, remedy: string]>

/** Code of a failure that starts in a client. */
export type ClientErrorCode = keyof typeof clientErrors
