/** Activities and votes as answers give them. */
import { createHash } from 'node:crypto'
import { formatApiKeyStamp } from '@latchkey/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeAssertion, makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { toTimestamp } from '../../src/handle/views/to-timestamp.ts'
import { addChild, sessionKey } from './support/members.ts'
import { ask, submitBytes, writeBody } from './support/requests.ts'
import { openWorld, startMs, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('an activity', () => {
  it('repeats what was signed and says what came of it', async () => {
    const { root } = world
    const publicKey = root.credential.kind === 'api-key' ? root.credential.publicKeyHex : ''
    const parameters = { userId: root.userId, apiKeys: [await sessionKey()], generateAppProofs: false }
    const body = writeBody(world, root.organizationId, 'create_api_keys', parameters)
    const scheme = 'SIGNATURE_SCHEME_TK_API_P256'
    const header = formatApiKeyStamp({ publicKeyHex: publicKey, scheme, signatureHex: '3001aa' })
    const activity = await submitBytes(world, root, 'create_api_keys', body, ['X-Stamp', header])
    const createdAt = { seconds: String(startMs / 1000), nanos: '0' }
    const { user } = await ask(world, root, 'get_user', { userId: root.userId })
    expect(activity).toEqual({
      id: activity.id,
      organizationId: root.organizationId,
      status: 'ACTIVITY_STATUS_COMPLETED',
      type: 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
      intent: { createApiKeysIntentV2: parameters },
      result: { createApiKeysResult: { apiKeyIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } },
      votes: [
        {
          id: activity.id,
          userId: root.userId,
          user,
          activityId: activity.id,
          selection: 'VOTE_SELECTION_APPROVED',
          message: body.toString(),
          publicKey,
          signature: '3001aa',
          scheme,
          createdAt,
        },
      ],
      fingerprint: `sha256:${createHash('sha256').update(body).digest('hex')}`,
      canApprove: false,
      canReject: false,
      createdAt,
      updatedAt: createdAt,
    })
    expect((await ask(world, root, 'get_activity', { activityId: activity.id })).activity).toEqual(activity)
  })

  it('bears the client data and the COSE key of a passkey that signed', async () => {
    const child = await addChild(world)
    const body = writeBody(world, child.organizationId, 'update_user_name', { userId: child.userId, userName: 'A' })
    const { header, stamp } = makeAssertion(makeSoftwarePasskey(), body)
    const activity = await submitBytes(world, child, 'update_user_name', body, ['X-Stamp-Webauthn', header])
    const { authenticators } = await ask(world, child, 'get_authenticators', { userId: child.userId })
    expect(activity.votes[0]).toMatchObject({
      scheme: 'SIGNATURE_SCHEME_TK_WEBAUTHN',
      publicKey: authenticators[0]?.credential.publicKey,
      message: Buffer.from(stamp.clientDataJson).toString(),
      signature: Buffer.from(stamp.signature).toString('hex'),
    })
  })
})

describe('a moment', () => {
  it.each([
    [0, '0', '0'],
    [1, '0', '1000000'],
    [1_767_225_600_999, '1767225600', '999000000'],
  ])('of %i ms is %s s and %s ns', (moment, seconds, nanos) => {
    expect(toTimestamp(moment)).toEqual({ seconds, nanos })
  })
})
