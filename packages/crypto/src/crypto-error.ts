/** The one error class of this package, and the closed list of what can be wrong with bytes handed to it. */

/** Every code a {@link CryptoError} can carry. */
export type CryptoErrorCode =
  | 'HEX_MALFORMED'
  | 'BASE64URL_MALFORMED'
  | 'BASE58CHECK_MALFORMED'
  | 'UTF8_MALFORMED'
  | 'POINT_MALFORMED'
  | 'PRIVATE_KEY_MALFORMED'
  | 'DER_MALFORMED'
  | 'KEY_UNUSABLE'
  | 'STAMP_MALFORMED'
  | 'HPKE_SEAL_FAILED'
  | 'HPKE_OPEN_FAILED'
  | 'BUNDLE_MALFORMED'
  | 'BUNDLE_NOT_FOR_THIS_KEY'
  | 'SESSION_JWT_INVALID'

/** What every function of this package throws; neither its text nor its cause contains key material. */
export class CryptoError extends Error {
  override readonly name = 'CryptoError'
  /** What was wrong, for a `switch`. */
  readonly code: CryptoErrorCode

  /**
   * Makes an error that says what was wrong and what was expected.
   * @param code one of the closed list
   * @param message a sentence without any of the offending bytes
   * @param options `cause`: the platform's or an inner error, if there was one
   */
  constructor(code: CryptoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
