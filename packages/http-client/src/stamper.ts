/** What a stamper is: anything that proves who sends these body bytes. */

/** A header that proves who sent a body. */
export interface Stamp {
  /** `X-Stamp` or `X-Stamp-Webauthn`. */
  stampHeaderName: string
  /** Header value, printable ASCII. */
  stampHeaderValue: string
}

/** Makes stamps: with an API key, a passkey or the key inside the auth iframe. */
export interface Stamper {
  /**
   * The stamp over the UTF-8 bytes of a body.
   * @param body the body exactly as it will be sent
   */
  stamp(body: string): Promise<Stamp>
}
