/** `/public/v1/submit/stamp_login`: registers a key of the client's own as the key of a session; this is how newer clients log in. */
import { Type } from 'typebox'
import { examplePublicKey } from '../examples.ts'
import { ExpirationSeconds, Id, InvalidateExisting, PublicKeyHex } from '../fields.ts'
import { activity, version } from '../operation.ts'

/** Logs the stamping user in with a key of the client's own; `session` is a JWT that says so. */
export const stampLogin = activity({
  summary: 'Registers a key of the client as the key of a session of the stamping user.',
  resolvesSubOrganization: true,
  versions: {
    ACTIVITY_TYPE_STAMP_LOGIN: version(
      'stampLoginIntent',
      ['stampLoginResult'],
      Type.Object({
        publicKey: PublicKeyHex,
        expirationSeconds: Type.Optional(ExpirationSeconds),
        invalidateExisting: Type.Optional(InvalidateExisting),
        // Empty stands for none, because official clients may send it so.
        sessionProfileId: Type.Optional(Type.Union([Type.Literal(''), Id], { description: 'a UUID, or "" for none' })),
      }),
    ),
  },
  current: 'ACTIVITY_TYPE_STAMP_LOGIN',
  result: Type.Object({ session: Type.String() }),
  tag: 'Sessions',
  example: { publicKey: examplePublicKey, expirationSeconds: '900' },
})
