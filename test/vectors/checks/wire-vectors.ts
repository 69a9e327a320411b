/** The shape of the protocol's own vectors. */

/** The members of `wire_appendix_v.json` that are used; bytes are hexadecimal unless the name says otherwise. */
export interface WireVectors {
  readonly stamp: Readonly<Record<'priv' | 'pub' | 'body' | 'sig' | 'hdr', string>>
  readonly wa: Readonly<Record<'challenge_bytes' | 'clientData.challenge', string>>
  readonly fp: string
  readonly jwt: Readonly<Record<'pub' | 'jwt', string>>
  readonly bundle: Readonly<
    Record<
      | 'embedded_priv'
      | 'embedded_pub_uncompressed'
      | 'eph_priv'
      | 'enc_compressed'
      | 'ct'
      | 'session_priv'
      | 'session_pub'
      | 'base58check'
      | 'b64u',
      string
    >
  >
}
