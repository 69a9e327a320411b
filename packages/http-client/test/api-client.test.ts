import { type ActivityName, activities, type OperationName, queries } from '@latchkey/contract'
import { type ApiClient, ApiError, ApiKeyStamper, type Stamper } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'
import {
  isValidStamp,
  keyPair,
  makeActivity,
  makeClient,
  organizationId,
  otherOrganizationId,
  plainStamper,
  someId,
} from './support/fixtures.ts'
import { json, noAnswer, startPeer } from './support/peer.ts'

const attestation = { credentialId: 'Y3JlZA', clientDataJson: 'e30', attestationObject: 'oA', transports: [] }
const authenticators = [{ authenticatorName: 'phone', challenge: 'Y2hhbGxlbmdl', attestation }]
const apiKeys = [
  {
    apiKeyName: 'session',
    publicKey: keyPair.apiPublicKey,
    curveType: 'API_KEY_CURVE_P256' as const,
    expirationSeconds: '900',
  },
]
const newUser = { userName: 'Ada', apiKeys, authenticators, oauthProviders: [] }

type Call<Name extends OperationName> = readonly [
  name: Name,
  body: object,
  call: (client: ApiClient) => Promise<object>,
]

const profileId = { sessionProfileId: someId }

/** Every read: path segment, the filters as sent, the call. */
const reads: readonly Call<keyof typeof queries>[] = [
  ['whoami', {}, (client) => client.getWhoami()],
  ['get_organization', {}, (client) => client.getOrganization()],
  ['get_organization_configs', {}, (client) => client.getOrganizationConfigs()],
  ['get_user', { userId: someId }, (client) => client.getUser({ userId: someId })],
  ['list_users', {}, (client) => client.getUsers()],
  ['list_user_tags', {}, (client) => client.listUserTags()],
  ['get_api_keys', {}, (client) => client.getApiKeys()],
  ['get_api_key', { apiKeyId: someId }, (client) => client.getApiKey({ apiKeyId: someId })],
  ['get_authenticators', { userId: someId }, (client) => client.getAuthenticators({ userId: someId })],
  ['get_authenticator', { authenticatorId: someId }, (client) => client.getAuthenticator({ authenticatorId: someId })],
  ['list_suborgs', {}, (client) => client.getSubOrgIds()],
  ['list_verified_suborgs', {}, (client) => client.getVerifiedSubOrgIds()],
  ['get_activity', { activityId: someId }, (client) => client.getActivity({ activityId: someId })],
  ['list_activities', {}, (client) => client.getActivities()],
  ['list_sessions', {}, (client) => client.getSessions()],
  ['get_session_profile', profileId, (client) => client.getSessionProfile(profileId)],
  ['get_session_profiles', {}, (client) => client.getSessionProfiles()],
]

const subOrganization = { subOrganizationName: 'Ada', rootQuorumThreshold: 1, rootUsers: [newUser] }
const organizationName = { organizationName: 'Ada & Co' }
const feature = { name: 'FEATURE_NAME_WEBAUTHN_ORIGINS' as const, value: 'https://app.example' }
const oldFeature = { name: feature.name }
const users = { users: [{ ...newUser, userTags: [] }] }
const name = { userId: someId, userName: 'Ada' }
const apiOnlyUsers = { apiOnlyUsers: [{ userName: 'Robot', userTags: [], apiKeys }] }
const contacts = { ...name, userEmail: 'ada@example.org', userTagIds: [], userPhoneNumber: '' }
const email = { userId: someId, userEmail: 'ada@example.org' }
const phoneNumber = { userId: someId, userPhoneNumber: '+4930123456' }
const oldUsers = { userIds: [someId] }
const tag = { userTagName: 'Staff', userIds: [someId] }
const tagChanges = { userTagId: someId, newUserTagName: 'Crew', addUserIds: [someId], removeUserIds: [] }
const oldTags = { userTagIds: [someId] }
const newAuthenticators = { userId: someId, authenticators }
const oldAuthenticators = { userId: someId, authenticatorIds: [someId] }
const newApiKeys = { userId: someId, apiKeys }
const newSession = { targetPublicKey: keyPair.apiPublicKey, userId: someId, expirationSeconds: '900' }
const login = { publicKey: keyPair.apiPublicKey, expirationSeconds: '900', invalidateExisting: true }
const rootQuorum = { threshold: 1, userIds: [someId] }
const fingerprint = { fingerprint: `sha256:${'0'.repeat(64)}` }
const oldSessions = { userId: someId, scope: 'SESSIONS_OTHERS' as const }
const limits = { renewalSeconds: '43200' }
const profile = { sessionProfileName: 'Support', scope: "activity.resource == 'USER'", expirationSeconds: '900' }
const oldApiKeys = { userId: someId, apiKeyIds: [someId] }

/** Every write: path segment, the parameters as sent, the call. */
const writes: readonly Call<ActivityName>[] = [
  ['create_sub_organization', subOrganization, (client) => client.createSubOrganization(subOrganization)],
  ['delete_sub_organization', {}, (client) => client.deleteSubOrganization()],
  ['update_organization_name', organizationName, (client) => client.updateOrganizationName(organizationName)],
  ['set_organization_feature', feature, (client) => client.setOrganizationFeature(feature)],
  ['remove_organization_feature', oldFeature, (client) => client.removeOrganizationFeature(oldFeature)],
  ['create_users', users, (client) => client.createUsers(users)],
  ['create_api_only_users', apiOnlyUsers, (client) => client.createApiOnlyUsers(apiOnlyUsers)],
  ['update_user', contacts, (client) => client.updateUser(contacts)],
  ['update_user_name', name, (client) => client.updateUserName(name)],
  ['update_user_email', email, (client) => client.updateUserEmail(email)],
  ['update_user_phone_number', phoneNumber, (client) => client.updateUserPhoneNumber(phoneNumber)],
  ['delete_users', oldUsers, (client) => client.deleteUsers(oldUsers)],
  ['create_user_tag', tag, (client) => client.createUserTag(tag)],
  ['update_user_tag', tagChanges, (client) => client.updateUserTag(tagChanges)],
  ['delete_user_tags', oldTags, (client) => client.deleteUserTags(oldTags)],
  ['create_authenticators', newAuthenticators, (client) => client.createAuthenticators(newAuthenticators)],
  ['delete_authenticators', oldAuthenticators, (client) => client.deleteAuthenticators(oldAuthenticators)],
  ['create_api_keys', newApiKeys, (client) => client.createApiKeys(newApiKeys)],
  ['delete_api_keys', oldApiKeys, (client) => client.deleteApiKeys(oldApiKeys)],
  ['create_read_only_session', {}, (client) => client.createReadOnlySession()],
  ['delete_read_only_sessions', {}, (client) => client.deleteReadOnlySessions()],
  ['create_read_write_session', newSession, (client) => client.createReadWriteSession(newSession)],
  ['stamp_login', login, (client) => client.stampLogin(login)],
  ['update_root_quorum', rootQuorum, (client) => client.updateRootQuorum(rootQuorum)],
  ['end_sessions', oldSessions, (client) => client.endSessions(oldSessions)],
  ['renew_session', {}, (client) => client.renewSession()],
  ['set_session_limits', limits, (client) => client.setSessionLimits(limits)],
  ['create_session_profile', profile, (client) => client.createSessionProfile(profile)],
]

/** Writes that are answered with another write. */
const votes: readonly Call<ActivityName>[] = [
  ['approve_activity', fingerprint, (client) => client.approveActivity(fingerprint)],
  ['reject_activity', fingerprint, (client) => client.rejectActivity(fingerprint)],
]

/** Names under which the contract returns the result of the version our clients send. */
function resultKeysOf(activityName: ActivityName): readonly string[] {
  const { versions, current } = activities[activityName]
  return Object.entries(versions).find(([type]) => type === current)?.[1].resultKeys ?? []
}

describe('reads', () => {
  it('are all those of the contract', () => {
    expect(reads.map(([segment]) => segment).sort()).toEqual(Object.keys(queries).sort())
  })

  it.each(reads)('%s: path, body and answer', async (segment, filters, call) => {
    const peer = await startPeer(json({ answer: segment }))
    expect(await call(makeClient({ apiBaseUrl: peer.url }))).toEqual({ answer: segment })
    const [request] = peer.received
    expect(request?.path).toBe(`/public/v1/query/${segment}`)
    expect(request?.body.toString()).toBe(JSON.stringify({ ...filters, organizationId }))
  })
})

describe('writes', () => {
  it('are all those of the contract', () => {
    expect([...writes, ...votes].map(([segment]) => segment).sort()).toEqual(Object.keys(activities).sort())
  })

  it.each(writes)('%s: path and body', async (segment, parameters, call) => {
    const peer = await startPeer(
      json({ activity: makeActivity({ result: { [String(resultKeysOf(segment)[0])]: {} } }) }),
    )
    await call(makeClient({ apiBaseUrl: peer.url }))
    const [request] = peer.received
    expect(request?.path).toBe(`/public/v1/submit/${segment}`)
    const { timestampMs } = JSON.parse(String(request?.body))
    const type = activities[segment].current
    expect(request?.body.toString()).toBe(JSON.stringify({ parameters, organizationId, timestampMs, type }))
  })

  it.each(writes)(
    '%s: the result lies flat beside the record, whatever else the record holds',
    async (segment, _sent, call) => {
      const result = {
        ...Object.fromEntries(resultKeysOf(segment).map((key) => [key, { here: key }])),
        otherResult: {},
      }
      const activity = makeActivity({ result })
      const peer = await startPeer(json({ activity }))
      expect(await call(makeClient({ apiBaseUrl: peer.url }))).toEqual({ here: resultKeysOf(segment)[0], activity })
    },
  )

  it.each(writes)('%s: a result under the name of no sent version is malformed', async (segment, _sent, call) => {
    const sent = resultKeysOf(segment)
    const foreign = Object.values(activities)
      .flatMap(({ versions }) => Object.values(versions).flatMap(({ resultKeys }) => resultKeys))
      .filter((key) => !sent.includes(key))
    const peer = await startPeer(
      json({ activity: makeActivity({ result: Object.fromEntries(foreign.map((key) => [key, { here: key }])) }) }),
    )
    await expect(call(makeClient({ apiBaseUrl: peer.url }))).rejects.toMatchObject({ code: 'RESPONSE_MALFORMED' })
  })

  it.each(votes)(
    '%s: path and body, and the activity it is about, whatever came of it',
    async (segment, sent, call) => {
      const activity = makeActivity({ status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED', result: {} })
      const peer = await startPeer(json({ activity }))
      expect(await call(makeClient({ apiBaseUrl: peer.url }))).toEqual({ activity })
      const [request] = peer.received
      expect(request?.path).toBe(`/public/v1/submit/${segment}`)
      const { type, parameters } = JSON.parse(String(request?.body))
      expect({ type, parameters }).toEqual({ type: activities[segment].current, parameters: sent })
    },
  )

  it.each([
    ['no activity', {}],
    ['an activity that is no object', { activity: 'done' }],
    ['an activity without a status', { activity: { result: {} } }],
    ['an activity without a result', { activity: { status: 'ACTIVITY_STATUS_COMPLETED' } }],
  ])('an answer with %s is malformed', async (_name, answer) => {
    const peer = await startPeer(json(answer))
    await expect(makeClient({ apiBaseUrl: peer.url }).updateUserName(name)).rejects.toMatchObject({
      code: 'RESPONSE_MALFORMED',
      httpStatus: 200,
    })
  })

  it('ask for a pending activity in the organization it belongs to', async () => {
    const pending = makeActivity({ organizationId: otherOrganizationId, status: 'ACTIVITY_STATUS_PENDING', result: {} })
    const completed = makeActivity({ organizationId: otherOrganizationId })
    const peer = await startPeer((request, exchange) =>
      json({ activity: request.path?.endsWith('get_activity') ? completed : pending })(request, exchange),
    )
    expect(await makeClient({ apiBaseUrl: peer.url }).updateUserName(name)).toEqual({
      userId: someId,
      activity: completed,
    })
    expect(peer.received.map(({ path }) => path)).toEqual([
      '/public/v1/submit/update_user_name',
      '/public/v1/query/get_activity',
    ])
    expect(JSON.parse(String(peer.received[1]?.body))).toEqual({
      organizationId: otherOrganizationId,
      activityId: someId,
    })
  })

  it('reject when the activity is recorded but not completed', async () => {
    const peer = await startPeer(
      json({ activity: makeActivity({ status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED', result: {} }) }),
    )
    await expect(makeClient({ apiBaseUrl: peer.url }).updateUserName(name)).rejects.toMatchObject({
      code: 'ACTIVITY_NOT_COMPLETED',
      message: expect.stringContaining('ACTIVITY_STATUS_CONSENSUS_NEEDED'),
    })
  })
})

describe('what proves the caller', () => {
  it('is a stamp over the bytes that arrive', async () => {
    const peer = await startPeer(json({}))
    await makeClient({ apiBaseUrl: peer.url, stamper: new ApiKeyStamper(keyPair) }).getSubOrgIds({
      filterType: 'NAME',
      filterValue: 'Žofie 🔑 \u2028 "quoted"',
    })
    const [request] = peer.received
    expect(isValidStamp(request?.headers['x-stamp'], request?.body ?? Buffer.of())).toBe(true)
  })

  it('is the read-only session where there is no stamper', async () => {
    const peer = await startPeer(json({}))
    await makeClient({ apiBaseUrl: peer.url, stamper: undefined, readOnlySession: 'token' }).getWhoami()
    expect(peer.received[0]?.headers['x-session']).toBe('token')
    expect(peer.received[0]?.headers['x-stamp']).toBeUndefined()
  })

  it('is the stamp alone where there are both', async () => {
    const peer = await startPeer(json({}))
    await makeClient({ apiBaseUrl: peer.url, readOnlySession: 'token' }).getWhoami()
    expect(peer.received[0]?.headers['x-session']).toBeUndefined()
    expect(peer.received[0]?.headers['x-stamp']).toMatch(/^stamp-over-/)
  })

  it('has to exist, or nothing is sent', async () => {
    const peer = await startPeer(json({}))
    const client = makeClient({ apiBaseUrl: peer.url, stamper: undefined })
    await expect(client.getWhoami()).rejects.toMatchObject({ code: 'STAMPER_MISSING' })
    expect(peer.received).toEqual([])
  })

  it('passes on what the stamper throws, and sends nothing', async () => {
    const refusal = new Error('no')
    const stamper: Stamper = { stamp: () => Promise.reject(refusal) }
    const peer = await startPeer(json({}))
    await expect(makeClient({ apiBaseUrl: peer.url, stamper }).getWhoami()).rejects.toBe(refusal)
    expect(peer.received).toEqual([])
  })
})

describe('the client', () => {
  it('names its version and sends JSON', async () => {
    const peer = await startPeer(json({}))
    await makeClient({ apiBaseUrl: peer.url, clientVersion: '@latchkey/x@1.2.3' }).getWhoami()
    expect(peer.received[0]?.headers).toMatchObject({
      'x-client-version': '@latchkey/x@1.2.3',
      'content-type': 'application/json',
    })
  })

  it('tolerates a trailing slash', async () => {
    const peer = await startPeer(json({}))
    await makeClient({ apiBaseUrl: `${peer.url}/` }).getWhoami()
    expect(peer.received[0]?.path).toBe('/public/v1/query/whoami')
  })

  it('asks a function for the organization at every call', async () => {
    const ids = [organizationId, otherOrganizationId]
    const peer = await startPeer(json({}))
    const client = makeClient({ apiBaseUrl: peer.url, organizationId: () => ids.shift() ?? '' })
    await client.getWhoami()
    await client.getWhoami()
    expect(peer.received.map(({ body }) => JSON.parse(String(body)).organizationId)).toEqual([
      organizationId,
      otherOrganizationId,
    ])
  })

  it('waits no longer than it is told', async () => {
    const peer = await startPeer(noAnswer)
    await expect(makeClient({ apiBaseUrl: peer.url, timeoutMs: 50 }).getWhoami()).rejects.toMatchObject({
      code: 'REQUEST_TIMED_OUT',
    })
  })

  it('refuses a base URL that is none', () => {
    expect(() => makeClient({ apiBaseUrl: 'api.example' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})

describe('onError', () => {
  const refusal = new Error('no')
  const refusing: Stamper = { stamp: () => Promise.reject(refusal) }
  const apiBaseUrl = 'http://localhost:4480'
  const calls: readonly [kind: string, call: (client: ApiClient, organizationId?: string) => Promise<unknown>][] = [
    ['a read', (client, asked) => client.getWhoami(asked === undefined ? {} : { organizationId: asked })],
    ['a write', (client, asked) => client.updateUserName({ ...name, ...(asked && { organizationId: asked }) })],
    ['sign', (client, asked) => client.sign('whoami', asked === undefined ? {} : { organizationId: asked })],
  ]

  it.each(calls)('hears of what %s rejects with before the caller does, who gets the same error', async (_, call) => {
    const heard: unknown[] = []
    const onError = (error: unknown, asked?: string): number => heard.push(['hook', error, asked])
    const client = makeClient({ apiBaseUrl, stamper: refusing, onError })
    await call(client).catch((error: unknown) => heard.push(['caller', error]))
    await call(client, otherOrganizationId).catch((error: unknown) => heard.push(['caller', error]))
    expect(heard).toEqual([
      ['hook', refusal, undefined],
      ['caller', refusal],
      ['hook', refusal, otherOrganizationId],
      ['caller', refusal],
    ])
  })

  it('hears of a refusal of the server, with its code', async () => {
    const peer = await startPeer(json({}, 500))
    const codes: unknown[] = []
    const onError = (error: unknown): void => {
      if (error instanceof ApiError) codes.push(error.code)
    }
    await expect(makeClient({ apiBaseUrl: peer.url, onError }).getWhoami()).rejects.toBeInstanceOf(ApiError)
    expect(codes).toEqual(['RESPONSE_MALFORMED'])
  })

  it('hears once of a write that fails while the server is asked again', async () => {
    const pending = makeActivity({ status: 'ACTIVITY_STATUS_PENDING', result: {} })
    const peer = await startPeer((request, exchange) =>
      json(request.path?.includes('/submit/') ? { activity: pending } : {})(request, exchange),
    )
    const heard: unknown[] = []
    const client = makeClient({ apiBaseUrl: peer.url, onError: (error) => heard.push(error) })
    const error = await client.updateUserName(name).catch((failure: unknown) => failure)
    expect(heard).toEqual([error])
  })

  it('hears nothing of what succeeds', async () => {
    const peer = await startPeer(json({}))
    const heard: unknown[] = []
    await makeClient({ apiBaseUrl: peer.url, onError: (error) => heard.push(error) }).getWhoami()
    expect(heard).toEqual([])
  })

  it('cannot put an error of its own in the place of the call’s', async () => {
    const onError = (): never => {
      throw new Error('from the hook')
    }
    await expect(makeClient({ apiBaseUrl, stamper: refusing, onError }).getWhoami()).rejects.toBe(refusal)
  })
})

describe('sign', () => {
  it('gives exactly what the method would send, and sends nothing', async () => {
    const peer = await startPeer(json({ activity: makeActivity() }))
    const client = makeClient({ apiBaseUrl: peer.url })
    const input = { ...name, timestampMs: '1700000000000' }
    const signed = await client.sign('update_user_name', input)
    expect(peer.received).toEqual([])

    await client.updateUserName(input)
    expect(signed).toEqual({
      url: `${peer.url}${peer.received[0]?.path}`,
      body: peer.received[0]?.body.toString(),
      stamp: await plainStamper.stamp(signed.body),
    })
  })

  it('works for reads as well', async () => {
    const { url, body } = await makeClient({ apiBaseUrl: 'http://localhost:4480' }).sign('get_user', { userId: someId })
    expect(url).toBe('http://localhost:4480/public/v1/query/get_user')
    expect(body).toBe(`{"userId":"${someId}","organizationId":"${organizationId}"}`)
  })

  it('is not possible with a read-only session', async () => {
    const client = makeClient({ apiBaseUrl: 'http://localhost:4480', stamper: undefined, readOnlySession: 'token' })
    await expect(client.sign('whoami', {})).rejects.toMatchObject({ code: 'STAMPER_MISSING' })
  })
})
