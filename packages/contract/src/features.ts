/** Features: what an organization may set about itself by name. Which of them have an effect is for the server to say. */
import { Type } from 'typebox'

/** Feature that narrows down the pages on which passkeys of an organization and its sub-organizations are taken. */
export const webauthnOriginsFeature = 'FEATURE_NAME_WEBAUTHN_ORIGINS'

/** Name of a feature. */
export const FeatureName = Type.Union(
  [
    Type.Literal(webauthnOriginsFeature),
    Type.Literal('FEATURE_NAME_ROOT_USER_EMAIL_RECOVERY'),
    Type.Literal('FEATURE_NAME_EMAIL_AUTH'),
    Type.Literal('FEATURE_NAME_EMAIL_RECOVERY'),
    Type.Literal('FEATURE_NAME_OTP_EMAIL_AUTH'),
    Type.Literal('FEATURE_NAME_SMS_AUTH'),
    Type.Literal('FEATURE_NAME_AUTH_PROXY'),
    Type.Literal('FEATURE_NAME_WEBHOOK'),
    Type.Literal('FEATURE_NAME_SOLANA_RENT_PREFUND_ENABLED'),
    Type.Literal('FEATURE_NAME_SWAP_CONFIG'),
    Type.Literal('FEATURE_NAME_EARN_CONFIG'),
  ],
  { description: 'a FEATURE_NAME_… name of the protocol' },
)

/** Feature as answers return it; without a value it is merely set. */
const Feature = Type.Object({ name: Type.String(), value: Type.Optional(Type.String()) })

/** All features of an organization, by name. */
export const Features = Type.Array(Feature)
