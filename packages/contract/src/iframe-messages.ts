/** Messages between a page and the auth iframe: the official ones, and `CREATE_SESSION_KEY`, which is Latchkey's own. */

/** Requests a page sends; every one may carry a `requestId`, which the reply repeats. */
export const iframeRequestTypes = {
  /** Window message that hands over `event.ports[0]`; from then on only the port is used. */
  initMessageChannel: 'TURNKEY_INIT_MESSAGE_CHANNEL',
  injectCredentialBundle: 'INJECT_CREDENTIAL_BUNDLE',
  /** Older name of the same request. */
  injectRecoveryBundle: 'INJECT_RECOVERY_BUNDLE',
  stamp: 'STAMP_REQUEST',
  getEmbeddedPublicKey: 'GET_EMBEDDED_PUBLIC_KEY',
  initEmbeddedKey: 'INIT_EMBEDDED_KEY',
  resetEmbeddedKey: 'RESET_EMBEDDED_KEY',
  /** Makes a session key inside the frame; only its public half and a bundle sealed to the frame's own target key leave it. */
  createSessionKey: 'CREATE_SESSION_KEY',
} as const

/** Replies and announcements of the frame. */
export const iframeReplyTypes = {
  /** Announcement without `requestId`: the target public key, uncompressed, 130 hexadecimal characters. */
  publicKeyReady: 'PUBLIC_KEY_READY',
  bundleInjected: 'BUNDLE_INJECTED',
  stamp: 'STAMP',
  embeddedPublicKey: 'EMBEDDED_PUBLIC_KEY',
  embeddedKeyReset: 'EMBEDDED_KEY_RESET',
  sessionKeyCreated: 'SESSION_KEY_CREATED',
  error: 'ERROR',
} as const

/** Request as it travels over the port (or, for stampers older than 2.1, the window). */
export interface IframeRequest {
  type: string
  /** Repeated in the reply; any string up to 128 characters. */
  requestId?: string
  /** Bundle for the inject requests, exact request body for `STAMP_REQUEST`. */
  value?: unknown
  /** With an inject request: when the session ends, in milliseconds since 1970-01-01 UTC; the frame then drops the key by itself. */
  expiresAtMs?: number
}

/** Where the target key pair lives: in the frame's IndexedDB, or only as long as the page does. */
export type IframeStorage = 'indexeddb' | 'memory'

/** Value of `SESSION_KEY_CREATED`. */
export interface CreatedSessionKey {
  /** Compressed P-256 point, 66 hexadecimal characters. */
  publicKeyHex: string
  /** Credential bundle in base58check, sealed to the frame's target key. */
  credentialBundle: string
}

/** Reply of the frame. On `ERROR`, `value` is a sentence that begins with "Error: " and `code` a code of the client registry. */
export interface IframeReply {
  type: string
  requestId?: string
  value?: unknown
  code?: string
  /** With `PUBLIC_KEY_READY`. */
  storage?: IframeStorage
  /** With `PUBLIC_KEY_READY` and `memory`: name of the browser's exception, such as `AbortError` where keys cannot be stored. */
  storageProblem?: string
}
