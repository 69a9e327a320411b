/** `/public/v1/submit/create_read_write_session`: opens a session whose key the server makes and seals to a target key. */
import { Type } from 'typebox'
import { exampleTargetPublicKey } from '../examples.ts'
import { Email, ExpirationSeconds, Id, InvalidateExisting, Label, TargetPublicKeyHex } from '../fields.ts'
import { activity, version } from '../operation.ts'

const common = {
  targetPublicKey: TargetPublicKeyHex,
  apiKeyName: Type.Optional(Label),
  expirationSeconds: Type.Optional(ExpirationSeconds),
}

/** Opens a session with a key the server makes; `credentialBundle` is its private half, sealed to `targetPublicKey`. */
export const createReadWriteSession = activity({
  summary: 'Opens a session with a key that the server makes and seals to a target key.',
  resolvesSubOrganization: true,
  versions: {
    ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION: version(
      'createReadWriteSessionIntent',
      ['createReadWriteSessionResult'],
      Type.Object({ ...common, email: Email }),
    ),
    ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION_V2: version(
      'createReadWriteSessionIntentV2',
      ['createReadWriteSessionResultV2'],
      Type.Object({ ...common, userId: Type.Optional(Id), invalidateExisting: Type.Optional(InvalidateExisting) }),
    ),
  },
  current: 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION_V2',
  result: Type.Object({
    organizationId: Type.String(),
    organizationName: Type.String(),
    userId: Type.String(),
    username: Type.String(),
    apiKeyId: Type.String(),
    credentialBundle: Type.String(),
  }),
  tag: 'Sessions',
  example: { targetPublicKey: exampleTargetPublicKey, apiKeyName: 'Session', expirationSeconds: '900' },
})
