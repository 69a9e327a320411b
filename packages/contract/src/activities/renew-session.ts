/** `/public/v1/submit/renew_session`: lengthens the session that signs; Latchkey's own addition to the protocol. */
import { Type } from 'typebox'
import { ExpirationSeconds } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Lengthens the session whose key signs, at most to its absolute limit. Both moments are seconds since 1970-01-01 UTC, as decimal strings. */
export const renewSession = activity({
  summary: 'Lengthens the session whose key signs, at most to its absolute limit.',
  versions: {
    ACTIVITY_TYPE_RENEW_SESSION: version(
      'renewSessionIntent',
      ['renewSessionResult'],
      Type.Object({ expirationSeconds: Type.Optional(ExpirationSeconds) }),
    ),
  },
  current: 'ACTIVITY_TYPE_RENEW_SESSION',
  result: Type.Object({
    apiKeyId: Type.String(),
    expiresAtSeconds: Type.String(),
    renewableUntilSeconds: Type.String(),
  }),
  tag: 'Sessions',
  example: { expirationSeconds: '1800' },
})
