/** `create_api_keys`: versions, limits and the order of eviction. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { allSchemes, makeCurveKey, makeSharedPoint } from '../../../../test/support/curve-keys.ts'
import { addChild, addUser, openSession, permanentKey, sessionKey, userParams } from './support/members.ts'
import { ask, codeOf, refusalOf, submit } from './support/requests.ts'
import { freshPublicKey, type Member, openWorld, type World } from './support/world.ts'

let world: World
let user: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const createKeys = (apiKeys: object[], member = user, type = 'ACTIVITY_TYPE_CREATE_API_KEYS_V2') =>
  submit(world, member, 'create_api_keys', { userId: user.userId, apiKeys }, { type })

const namesOf = async (): Promise<string[]> => {
  const { apiKeys } = await ask(world, world.root, 'get_api_keys', { userId: user.userId })
  return apiKeys.filter((key) => key.expirationSeconds !== undefined).map((key) => key.apiKeyName)
}

/** Opens sessions one second apart, named `s0`, `s1`, … */
async function openSessions(count: number, expirationSeconds: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    await createKeys([{ ...(await sessionKey(expirationSeconds)), apiKeyName: `s${index}` }])
    world.clock.nowMs += 1000
  }
}

describe('create_api_keys', () => {
  it.each(['', '_V2'])('registers keys by version %j, in order', async (version) => {
    const keys = [await sessionKey('60'), await permanentKey(), await sessionKey(120)]
    const { apiKeyIds } = await createKeys(keys, user, `ACTIVITY_TYPE_CREATE_API_KEYS${version}`)
    const { apiKeys } = await ask(world, user, 'get_api_keys', { userId: user.userId })
    const added = apiKeys.filter((key) => apiKeyIds.includes(key.apiKeyId))
    expect(added.map((key) => key.apiKeyId)).toEqual(apiKeyIds)
    expect(added.map((key) => [key.credential.publicKey, key.expirationSeconds])).toEqual([
      [keys[0]?.publicKey, '60'],
      [keys[1]?.publicKey, undefined],
      [keys[2]?.publicKey, '120'],
    ])
    expect(added.map((key) => key.credential.type)).toEqual(Array(3).fill('CREDENTIAL_TYPE_API_KEY_P256'))
  })

  it('counts the life of a key from the activity', async () => {
    const session = await openSession(world, user, 60)
    const row = await world.system.store.findApiKey(
      user.organizationId,
      Buffer.from((session.credential as { publicKeyHex: string }).publicKeyHex, 'hex'),
    )
    expect(row?.expiresAtMs).toBe(world.clock.nowMs + 60_000)
  })

  it('keeps public keys in lower case, so that no key is registered twice', async () => {
    const publicKey = (await freshPublicKey()).toUpperCase()
    const { apiKeyIds } = await createKeys([{ ...(await permanentKey()), publicKey }])
    const { apiKey } = await ask(world, user, 'get_api_key', { apiKeyId: apiKeyIds[0] })
    expect(apiKey.credential.publicKey).toBe(publicKey.toLowerCase())
    const again = { ...(await permanentKey()), publicKey: publicKey.toLowerCase() }
    expect(await codeOf(createKeys([again]))).toBe('PUBLIC_KEY_TAKEN')
  })

  it('refuses a key twice in one request, and a key of another user', async () => {
    const key = await sessionKey()
    expect(await codeOf(createKeys([key, key]))).toBe('PUBLIC_KEY_TAKEN')
    const taken = (world.root.credential as { publicKeyHex: string }).publicKeyHex
    expect(await codeOf(createKeys([{ ...key, publicKey: taken }]))).toBe('PUBLIC_KEY_TAKEN')
    await createKeys([key])
  })

  it.each([
    ['an x without a point', `02${'0'.repeat(63)}7`],
    ['x not below p', `02${'f'.repeat(64)}`],
    ['a key of Ed25519 length', '0'.repeat(64)],
    ['an uncompressed prefix', `04${'1'.repeat(64)}`],
    ['the prefix of infinity', '00'.repeat(33)],
  ])('refuses %s', async (_case, publicKey) => {
    const refusal = await refusalOf(createKeys([await sessionKey(), { ...(await sessionKey()), publicKey }]))
    expect(refusal.code).toBe('PUBLIC_KEY_INVALID')
    expect(refusal.details.fieldViolations?.[0]?.field).toBe('parameters.apiKeys.1.publicKey')
  })

  describe('of a curve', () => {
    const curves = [...new Map(allSchemes.map((each) => [each.curveType, each])).values()]

    it.each(curves)('$curveType registers its type, in lower case', async ({ curveType, credentialType }) => {
      const { publicKey } = makeCurveKey(curveType)
      const key = { ...(await sessionKey()), publicKey: publicKey.toUpperCase(), curveType }
      const { apiKeyIds } = await createKeys([key])
      const { apiKey } = await ask(world, user, 'get_api_key', { apiKeyId: apiKeyIds[0] })
      expect(apiKey).toMatchObject({ credential: { publicKey, type: credentialType }, expirationSeconds: '900' })
      expect(await codeOf(createKeys([{ ...key, publicKey }]))).toBe('PUBLIC_KEY_TAKEN')
    })

    it.each(curves)(
      '$curveType is registered with a new user too, by name of every version',
      async ({ curveType, credentialType }) => {
        for (const type of ['ACTIVITY_TYPE_CREATE_USERS_V3', 'ACTIVITY_TYPE_CREATE_USERS_V4']) {
          const { publicKey } = makeCurveKey(curveType)
          const users = [userParams({ apiKeys: [{ ...(await permanentKey()), publicKey, curveType }] })]
          const { userIds } = await submit(world, world.root, 'create_users', { users }, { type })
          const { apiKeys } = await ask(world, world.root, 'get_api_keys', { userId: userIds[0] })
          expect(apiKeys.map(({ credential }) => credential)).toEqual([{ publicKey, type: credentialType }])
        }
      },
    )

    it.each(curves)(
      '$curveType belongs to a sub-organization, which is found by it',
      async ({ curveType, credentialType }) => {
        for (const version of ['_V6', '_V7', '_V8']) {
          const { publicKey } = makeCurveKey(curveType)
          const rootUsers = [userParams({ apiKeys: [{ ...(await permanentKey()), publicKey, curveType }] })]
          const type = `ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION${version}`
          const parameters = { subOrganizationName: 'Child', rootUsers, rootQuorumThreshold: 1 }
          const { subOrganizationId } = await submit(world, world.root, 'create_sub_organization', parameters, { type })
          for (const filterValue of [publicKey, publicKey.toUpperCase()]) {
            const { organizationIds } = await ask(world, world.root, 'list_suborgs', {
              filterType: 'PUBLIC_KEY',
              filterValue,
            })
            expect(organizationIds).toEqual([subOrganizationId])
          }
          const { apiKeys } = await ask(
            world,
            world.root,
            'get_api_keys',
            {},
            { targetOrganizationId: subOrganizationId },
          )
          expect(apiKeys.map(({ credential }) => credential)).toEqual([{ publicKey, type: credentialType }])
        }
      },
    )

    it('takes no key of another one, and names the field', async () => {
      const [p256, secp256k1, ed25519] = curves.map(({ curveType }) => curveType)
      const wrong = [
        [p256, makeCurveKey('API_KEY_CURVE_ED25519').publicKey, 'the compressed public key of a P-256 key pair'],
        [
          secp256k1,
          makeCurveKey('API_KEY_CURVE_ED25519').publicKey,
          'the compressed public key of a secp256k1 key pair',
        ],
        [secp256k1, `02${'5'.padStart(64, '0')}`, 'the compressed public key of a secp256k1 key pair'],
        [ed25519, makeCurveKey('API_KEY_CURVE_P256').publicKey, 'the public key of an Ed25519 key pair'],
        [ed25519, '01'.padEnd(64, '0'), 'the public key of an Ed25519 key pair: 32 bytes, not of small order'],
      ]
      for (const [curveType, publicKey, description] of wrong) {
        const refusal = await refusalOf(
          createKeys([await sessionKey(), { ...(await sessionKey()), curveType, publicKey }]),
        )
        expect(refusal.code).toBe('PUBLIC_KEY_INVALID')
        expect(refusal.details.fieldViolations).toEqual([
          { field: 'parameters.apiKeys.1.publicKey', description: expect.stringContaining(`must be ${description}`) },
        ])
      }
      expect(await namesOf()).toEqual([])
    })

    it('cannot be registered a second time for the same bytes', async () => {
      const key = {
        ...(await permanentKey()),
        publicKey: world.root.credential.kind === 'api-key' ? world.root.credential.publicKeyHex : '',
      }
      expect(await codeOf(createKeys([key]))).toBe('PUBLIC_KEY_TAKEN')
      const shared = makeSharedPoint('API_KEY_CURVE_SECP256K1').publicKey
      await createKeys([{ ...key, publicKey: shared, curveType: 'API_KEY_CURVE_SECP256K1' }])
      expect(await codeOf(createKeys([{ ...key, publicKey: shared }]))).toBe('PUBLIC_KEY_TAKEN')
    })

    it.each([
      ['create_api_keys', 'ACTIVITY_TYPE_CREATE_API_KEYS'],
      ['create_api_only_users', 'ACTIVITY_TYPE_CREATE_API_ONLY_USERS'],
      ['create_users', 'ACTIVITY_TYPE_CREATE_USERS_V2'],
      ['create_sub_organization', 'ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V4'],
    ] as const)('is P-256 in %s by %s, which knows no other', async (name, type) => {
      const create = (apiKey: object) => {
        const [apiKeys, userId] = [[apiKey], world.root.userId]
        const users = [userParams({ apiKeys })]
        const organization = { subOrganizationName: 'Child', rootUsers: users, rootQuorumThreshold: 1 }
        return submit(
          world,
          world.root,
          name,
          { userId, apiKeys, users, apiOnlyUsers: users, ...organization },
          { type },
        )
      }
      for (const curveType of ['API_KEY_CURVE_SECP256K1', 'API_KEY_CURVE_ED25519', 'x', '__proto__', '', null, 1]) {
        const refusal = await refusalOf(create({ ...(await permanentKey()), curveType }))
        expect(refusal.code).toBe('REQUEST_INVALID')
        expect(refusal.details.fieldViolations?.[0]?.field).toMatch(/apiKeys\.0\.curveType$/)
      }
      const { publicKey } = makeSharedPoint('API_KEY_CURVE_P256')
      await create({ apiKeyName: 'key', publicKey })
      const { apiKeys } = await ask(world, world.root, 'get_api_keys')
      const kept = apiKeys.find(({ credential }) => credential.publicKey === publicKey)
      if (name !== 'create_sub_organization') expect(kept?.credential.type).toBe('CREDENTIAL_TYPE_API_KEY_P256')
    })
  })

  it('takes the longest session the operator allows, and not a second more', async () => {
    const { maxSessionSeconds } = world.policy
    await createKeys([await sessionKey(maxSessionSeconds)])
    const refusal = await refusalOf(createKeys([await sessionKey(String(maxSessionSeconds + 1))]))
    expect(refusal.code).toBe('EXPIRATION_TOO_LONG')
    expect(refusal.details.fieldViolations).toEqual([
      { field: 'parameters.apiKeys.0.expirationSeconds', description: `must be at most ${maxSessionSeconds}` },
    ])
  })

  it('does not know users of other organizations', async () => {
    const child = await addChild(world)
    const parameters = { userId: child.userId, apiKeys: [await sessionKey()] }
    expect(await codeOf(submit(world, world.root, 'create_api_keys', parameters))).toBe('USER_NOT_FOUND')
  })

  it('stops at ten permanent keys', async () => {
    const nine = await Promise.all(Array.from({ length: 9 }, permanentKey))
    await createKeys(nine)
    expect(await codeOf(createKeys([await permanentKey()]))).toBe('LONG_LIVED_API_KEYS_EXHAUSTED')
    await createKeys([await sessionKey()])
  })

  it('refuses more than ten session keys in one request', async () => {
    const eleven = await Promise.all(Array.from({ length: 11 }, () => sessionKey()))
    expect(await codeOf(createKeys(eleven))).toBe('EXPIRING_API_KEYS_EXHAUSTED')
    await createKeys(eleven.slice(1))
  })

  it('lets the oldest session key give way to the eleventh, then the next', async () => {
    await openSessions(10, '900')
    await createKeys([await sessionKey()])
    expect(await namesOf()).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 'session'])
    await createKeys([await sessionKey(), await sessionKey()])
    expect(await namesOf()).toEqual(['s3', 's4', 's5', 's6', 's7', 's8', 's9', 'session', 'session', 'session'])
  })

  it('lets expired ones give way before older ones that live', async () => {
    await openSessions(4, '900')
    await createKeys([{ ...(await sessionKey('1')), apiKeyName: 'expired' }])
    world.clock.nowMs += 1000
    for (let index = 0; index < 5; index++) await createKeys([await sessionKey()])
    await createKeys([await sessionKey()])
    expect(await namesOf()).toEqual(['s0', 's1', 's2', 's3', ...Array(6).fill('session')])
    await createKeys([await sessionKey()])
    expect(await namesOf()).toEqual(['s1', 's2', 's3', ...Array(7).fill('session')])
  })

  it('treats a key as expired at the very moment its life is over, not before', async () => {
    await openSessions(1, '900')
    await createKeys([{ ...(await sessionKey('60')), apiKeyName: 'short' }])
    const shortEndsMs = world.clock.nowMs + 60_000
    for (let index = 0; index < 8; index++) await createKeys([await sessionKey()])
    world.clock.nowMs = shortEndsMs - 1
    await createKeys([await sessionKey()])
    expect(await namesOf()).toEqual(['short', ...Array(9).fill('session')])
    world.clock.nowMs = shortEndsMs
    await createKeys([await sessionKey()])
    expect(await namesOf()).toEqual(Array(10).fill('session'))
  })

  it('never evicts a permanent key or the key of another user', async () => {
    const other = await openSession(world, world.root)
    await openSessions(25, '900')
    const { apiKeys } = await ask(world, world.root, 'get_api_keys')
    const ids = apiKeys.map((key) => key.apiKeyId)
    for (const member of [user, other, world.root]) {
      expect(ids).toContain((member.credential as { apiKeyId: string }).apiKeyId)
    }
  })

  it('keeps to ten when twenty sessions are opened at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => sessionKey()))
    await Promise.all(keys.map((key) => createKeys([key])))
    expect(await namesOf()).toHaveLength(10)
  })
})

describe('a session key that registers keys', () => {
  it('may make one that ends with it, and none that outlives it', async () => {
    const session = await openSession(world, user, 100)
    await createKeys([await sessionKey('100')], session)
    world.clock.nowMs += 1
    expect(await codeOf(createKeys([await sessionKey('100')], session))).toBe('STEP_UP_REQUIRED')
    await createKeys([await sessionKey('99')], session)
    expect(await codeOf(createKeys([await sessionKey('10'), await sessionKey('101')], session))).toBe(
      'STEP_UP_REQUIRED',
    )
  })

  it('may make any where the operator gives session keys full powers', async () => {
    const session = await openSession(world, user, 100)
    world.policy.sessionPowers = 'full'
    await createKeys([await sessionKey('101'), await permanentKey()], session)
  })
})
