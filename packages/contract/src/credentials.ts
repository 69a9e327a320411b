/** Schemas of credentials and users as requests describe them (`…Params`) and as answers return them. */
import { Type } from 'typebox'
import {
  ApiKeyCurve,
  AuthenticatorTransport,
  CredentialId,
  CurvePublicKeyHex,
  Email,
  ExpirationSeconds,
  Id,
  Label,
  list,
  PhoneNumber,
  PublicKeyHex,
  Timestamp,
  UserName,
} from './fields.ts'

const Base64url = Type.String({
  pattern: '^[A-Za-z0-9_-]+$',
  maxLength: 65_536,
  description: 'base64url without padding',
})
const Challenge = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,256}$',
  description: 'the registration challenge in base64url, at most 256 characters',
})

/**
 * API key of the first activity versions: always P-256. They have no member for the curve; it is declared so that another one is
 * refused by name, never taken for P-256.
 */
export const ApiKeyParams = Type.Object({
  apiKeyName: Label,
  publicKey: PublicKeyHex,
  curveType: Type.Optional(
    Type.Literal('API_KEY_CURVE_P256', {
      description: 'left out or API_KEY_CURVE_P256: other curves need a later version of the activity',
    }),
  ),
  expirationSeconds: Type.Optional(ExpirationSeconds),
})

/** API key with its curve. */
export const ApiKeyParamsV2 = Type.Object({
  apiKeyName: Label,
  publicKey: CurvePublicKeyHex,
  curveType: ApiKeyCurve,
  expirationSeconds: Type.Optional(ExpirationSeconds),
})

/** What a browser returned from `navigator.credentials.create()`, as official clients encode it. */
const Attestation = Type.Object({
  credentialId: CredentialId,
  clientDataJson: Base64url,
  attestationObject: Base64url,
  transports: list(AuthenticatorTransport),
})

/** Registration of a passkey. */
export const AuthenticatorParamsV2 = Type.Object({
  authenticatorName: Label,
  challenge: Challenge,
  attestation: Attestation,
})

/** Registration of a passkey in the shape of the first activity versions. */
export const AuthenticatorParams = Type.Object({
  authenticatorName: Label,
  userId: Type.Optional(Id),
  challenge: Challenge,
  attestation: Type.Object({
    id: CredentialId,
    rawId: CredentialId,
    type: Type.Literal('public-key'),
    response: Type.Object({
      clientDataJson: Base64url,
      attestationObject: Base64url,
      transports: Type.Optional(list(AuthenticatorTransport)),
    }),
  }),
})

const OauthProviders = list(Type.Object({ providerName: Label }))
const userMembers = { userName: UserName, userEmail: Type.Optional(Email) }
const rootUserMembers = { ...userMembers, authenticators: list(AuthenticatorParamsV2) }

/** First users of a sub-organization, versions V2 to V4. */
export const RootUserParams = Type.Object({ ...rootUserMembers, apiKeys: list(ApiKeyParams) })
/** First users of a sub-organization, version V5. */
export const RootUserParamsV2 = Type.Object({
  ...rootUserMembers,
  apiKeys: list(ApiKeyParams),
  oauthProviders: OauthProviders,
})
/** First users of a sub-organization, version V6. */
export const RootUserParamsV3 = Type.Object({
  ...rootUserMembers,
  apiKeys: list(ApiKeyParamsV2),
  oauthProviders: OauthProviders,
})
/** First users of a sub-organization, versions V7 and V8. */
export const RootUserParamsV4 = Type.Object({
  ...rootUserMembers,
  userPhoneNumber: Type.Optional(PhoneNumber),
  apiKeys: list(ApiKeyParamsV2),
  oauthProviders: OauthProviders,
})

/** New user, version V1. */
export const UserParams = Type.Object({
  ...userMembers,
  accessType: Type.Optional(Type.String({ description: 'any text; read and without effect' })),
  apiKeys: list(ApiKeyParams),
  authenticators: list(AuthenticatorParams),
  userTags: list(Id),
})
/** New user, version V2. */
export const UserParamsV2 = Type.Object({ ...rootUserMembers, apiKeys: list(ApiKeyParams), userTags: list(Id) })
/** New user, versions V3 and V4. */
export const UserParamsV3 = Type.Object({
  ...rootUserMembers,
  userPhoneNumber: Type.Optional(PhoneNumber),
  apiKeys: list(ApiKeyParamsV2),
  oauthProviders: OauthProviders,
  userTags: list(Id),
})

const Credential = Type.Object({
  publicKey: Type.String(),
  type: Type.String(),
  sessionProfileId: Type.Optional(Type.String()),
})

/** API key as answers return it. The key dies `expirationSeconds` after `createdAt`; renewing a session makes that longer. */
export const ApiKey = Type.Object({
  credential: Credential,
  apiKeyId: Type.String(),
  apiKeyName: Type.String(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  expirationSeconds: Type.Optional(Type.String()),
})

/** Passkey as answers return it. `credential.publicKey` is the COSE key in hexadecimal, `credentialId` base64url, `aaguid` a UUID. */
export const Authenticator = Type.Object({
  transports: Type.Array(Type.String()),
  attestationType: Type.String(),
  aaguid: Type.String(),
  credentialId: Type.String(),
  model: Type.String(),
  credential: Credential,
  authenticatorId: Type.String(),
  authenticatorName: Type.String(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

/** User as answers return it. */
export const User = Type.Object({
  userId: Type.String(),
  userName: Type.String(),
  userEmail: Type.Optional(Type.String()),
  userPhoneNumber: Type.Optional(Type.String()),
  authenticators: Type.Array(Authenticator),
  apiKeys: Type.Array(ApiKey),
  userTags: Type.Array(Type.String()),
  oauthProviders: Type.Array(Type.Unknown()),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  mfaPolicies: Type.Array(Type.Unknown()),
})
