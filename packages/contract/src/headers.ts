/** Names of the HTTP headers the protocol uses, in lower case as Node gives them. */

/** Header name by purpose. */
export const headers = {
  /** Key-pair stamp: base64url of JSON `{publicKey, scheme, signature}`. */
  stamp: 'x-stamp',
  /** Passkey stamp: JSON `{authenticatorData, clientDataJson, credentialId, signature}`. */
  webauthnStamp: 'x-stamp-webauthn',
  /** Token of a read-only session. */
  session: 'x-session',
  /** Name and version of the sending package, such as `@latchkey/sdk-browser@0.1.0`. */
  clientVersion: 'x-client-version',
} as const

/** Stamp header names in the capitals official clients print and return from `stampX` methods. */
export const stampHeaderNames = { stamp: 'X-Stamp', webauthnStamp: 'X-Stamp-Webauthn' } as const
