/** Named schemas used by many operations. A `description` says unit and encoding, and is what a refused field is answered with. */
import { type TArray, type TSchema, Type } from 'typebox'

const uuidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
// Control characters, line separators and direction overrides, which would let a name disguise what stands beside it.
const printable = '[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]'
const base64url = '[A-Za-z0-9_-]'

/** Identifier of anything the server made: a UUID as text. */
export const Id = Type.String({
  pattern: uuidPattern,
  description: 'a UUID such as 0195c0de-0000-7000-8000-000000000000',
})

/** Pattern of {@link Label}, for names that must not be anything a label can be. */
export const labelPattern = `^${printable}{1,255}$`

/** Human-readable name, at least one character. */
export const Label = Type.String({
  pattern: labelPattern,
  description: '1 to 255 printable characters',
})

/** Value of a feature; what it must be is up to the feature. */
export const FeatureValue = Type.String({
  pattern: `^${printable}{0,4096}$`,
  description: 'up to 4096 printable characters',
})

/** Name of a user; may be empty, because official sign-up flows send `""` for passkey-only users. */
export const UserName = Type.String({ pattern: `^${printable}{0,255}$`, description: 'up to 255 printable characters' })

/** E-mail address; `""` stands for none. */
export const Email = Type.String({
  pattern: `^$|^[^\\s@<>"'\\u0000-\\u001f\\u007f]{1,64}@[^\\s@<>"'\\u0000-\\u001f\\u007f]{1,255}$`,
  description: 'an e-mail address, or "" for none',
})

/** Telephone number in E.164 form; `""` stands for none. */
export const PhoneNumber = Type.String({
  pattern: '^$|^\\+[1-9][0-9]{1,14}$',
  description: 'an E.164 telephone number, or "" for none',
})

/** P-256 public key: 33-byte compressed point as 66 hexadecimal characters. Whether it lies on the curve is checked when it is used. */
export const PublicKeyHex = Type.String({
  pattern: '^0[23][0-9a-fA-F]{64}$',
  description: 'a compressed P-256 public key: 66 hexadecimal characters that begin with 02 or 03',
})

/** Public key that comes with its curve: 33-byte compressed point, or 32 bytes of Ed25519, in hexadecimal. Which, its curve decides. */
export const CurvePublicKeyHex = Type.String({
  pattern: '^[0-9a-fA-F]{64}([0-9a-fA-F]{2})?$',
  description: 'a public key in hexadecimal: 66 characters, or 64 for Ed25519',
})

/** Target key of a credential bundle: a P-256 point in hexadecimal, uncompressed as auth iframes give it, or compressed. */
export const TargetPublicKeyHex = Type.String({
  pattern: '^(04[0-9a-fA-F]{128}|0[23][0-9a-fA-F]{64})$',
  description: 'a P-256 public key in hexadecimal: 130 characters that begin with 04, or 66 that begin with 02 or 03',
})

/** Lifetime in whole seconds, as a decimal string; a JSON number is accepted as well. The server sets the upper limit. */
export const ExpirationSeconds = Type.Union(
  [Type.String({ pattern: '^[1-9][0-9]{0,9}$' }), Type.Integer({ minimum: 1, maximum: 9_999_999_999 })],
  { description: 'a whole number of seconds, at least 1, as a decimal string' },
)

/** Whether a new session ends the earlier ones of its user. */
export const InvalidateExisting = Type.Boolean({
  description: 'true or false: whether earlier sessions of the user end',
})

/** Proof that a contact was verified, which nothing here can give out yet. */
export const VerificationToken = Type.String({ description: 'absent or empty: this server verifies no contacts' })

/** How long sessions can be renewed, in whole seconds; 0 switches renewal off. The server sets the upper limit. */
export const RenewalSeconds = Type.Union(
  [Type.String({ pattern: '^(0|[1-9][0-9]{0,9})$' }), Type.Integer({ minimum: 0, maximum: 9_999_999_999 })],
  { description: 'a whole number of seconds, 0 or more, as a decimal string' },
)

/** Moment in milliseconds since 1970-01-01 UTC, as a decimal string. */
export const TimestampMs = Type.String({
  pattern: '^(0|[1-9][0-9]{0,14})$',
  description: 'milliseconds since 1970-01-01 UTC as a decimal string, such as "1700000000000"',
})

/** Moment as the wire gives it: seconds since 1970-01-01 UTC and nanoseconds within the second, both decimal strings. */
export const Timestamp = Type.Object({ seconds: Type.String(), nanos: Type.String() })

/** WebAuthn credential id in unpadded base64url. */
export const CredentialId = Type.String({
  pattern: `^${base64url}{1,1364}$`,
  description: 'a WebAuthn credential id in base64url without padding',
})

/** Number of root users that must agree; which numbers make sense is checked against the users. */
export const Threshold = Type.Integer({
  minimum: -2_147_483_648,
  maximum: 2_147_483_647,
  description: 'a whole number, at least 1 and at most the number of root users',
})

/** Fingerprint of a recorded activity, which clients pass on as they got it; one of another form belongs to no activity. */
export const Fingerprint = Type.String({
  maxLength: 255,
  description: 'the fingerprint of an activity, as it was answered',
})

/** Elliptic curve of an API key. */
export const ApiKeyCurve = Type.Union(
  [Type.Literal('API_KEY_CURVE_P256'), Type.Literal('API_KEY_CURVE_SECP256K1'), Type.Literal('API_KEY_CURVE_ED25519')],
  { description: 'one of API_KEY_CURVE_P256, API_KEY_CURVE_SECP256K1, API_KEY_CURVE_ED25519' },
)

/** How an authenticator can be reached, as the browser reported it at registration. */
export const AuthenticatorTransport = Type.Union(
  [
    Type.Literal('AUTHENTICATOR_TRANSPORT_BLE'),
    Type.Literal('AUTHENTICATOR_TRANSPORT_INTERNAL'),
    Type.Literal('AUTHENTICATOR_TRANSPORT_NFC'),
    Type.Literal('AUTHENTICATOR_TRANSPORT_USB'),
    Type.Literal('AUTHENTICATOR_TRANSPORT_HYBRID'),
  ],
  { description: 'an AUTHENTICATOR_TRANSPORT_… name' },
)

/** Page of a list: `limit` 1 to 100 (default 10, decimal string), `before`/`after` an id from an earlier page. */
export const Pagination = Type.Object(
  {
    limit: Type.Optional(
      Type.Union([Type.String({ pattern: '^([1-9][0-9]?|100)$' }), Type.Integer({ minimum: 1, maximum: 100 })], {
        description: 'a page size from 1 to 100, as a decimal string',
      }),
    ),
    before: Type.Optional(Id),
    after: Type.Optional(Id),
  },
  { description: 'an object with limit, before, after' },
)

/**
 * A list of at most 100 items of one schema.
 * @param items schema of one item
 * @param minItems fewest items accepted, default 0
 */
export function list<Item extends TSchema>(items: Item, minItems = 0): TArray<Item> {
  return Type.Array(items, { minItems, maxItems: 100, description: `a list of ${minItems} to 100 items` })
}
