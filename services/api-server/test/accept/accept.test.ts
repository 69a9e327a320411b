/** The first stage as a function of data: which requests become calls, and what they become. */
import { createHash } from 'node:crypto'
import { activities, queries } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from '../../src/accept/accept.ts'
import { refusalCodeOf, refusalOf } from '../support/refusal-of.ts'
import { createApiKeysBody, organizationId, requestOf, userId } from './support/requests.ts'

const whoami = '/public/v1/query/whoami'
const createApiKeys = '/public/v1/submit/create_api_keys'

/** The body with one member of the parameters replaced. */
const withParameter = (name: string, value: unknown) => ({
  ...createApiKeysBody,
  parameters: { ...createApiKeysBody.parameters, [name]: value },
})
/** The body with one member of its only key replaced. */
const withKeyMember = (name: string, value: unknown) =>
  withParameter('apiKeys', [{ ...createApiKeysBody.parameters.apiKeys[0], [name]: value }])

describe('accept, reads', () => {
  it('makes a call that keeps the received bytes', () => {
    const request = requestOf(whoami, ` { "organizationId" : "${organizationId}" }`, ['X-Client-Version', 'a@1'])
    expect(accept(request)).toEqual({
      kind: 'query',
      name: 'whoami',
      operation: queries.whoami,
      requestId: 'request-1',
      bytes: request.body,
      stamps: {},
      clientVersion: 'a@1',
      organizationId,
      request: { organizationId },
    })
  })

  it('brings every id to lower case and leaves other texts alone', () => {
    const body = {
      organizationId: organizationId.toUpperCase(),
      filterByType: ['ACTIVITY_TYPE_CREATE_USERS'],
      paginationOptions: { before: userId.toUpperCase() },
    }
    expect(accept(requestOf('/public/v1/query/list_activities', body))).toMatchObject({
      organizationId,
      request: { ...body, organizationId, paginationOptions: { before: userId } },
    })
  })

  it('ignores unknown members', () => {
    expect(accept(requestOf(whoami, { organizationId, generateAppProofs: false })).organizationId).toBe(organizationId)
  })
})

describe('accept, writes', () => {
  it('makes a call with type, version, parameters, moment and fingerprint', () => {
    const request = requestOf(createApiKeys, createApiKeysBody)
    const type = 'ACTIVITY_TYPE_CREATE_API_KEYS_V2'
    expect(accept(request)).toEqual({
      kind: 'activity',
      name: 'create_api_keys',
      operation: activities.create_api_keys,
      type,
      version: activities.create_api_keys.versions[type],
      requestId: 'request-1',
      bytes: request.body,
      stamps: {},
      clientVersion: undefined,
      organizationId,
      parameters: createApiKeysBody.parameters,
      timestampMs: 1_700_000_000_000,
      fingerprint: createHash('sha256').update(request.body).digest(),
    })
  })

  it('does not care about the order of members', () => {
    const reversed = Object.fromEntries(Object.entries(createApiKeysBody).reverse())
    expect(accept(requestOf(createApiKeys, reversed))).toMatchObject({ parameters: createApiKeysBody.parameters })
  })

  it('brings ids inside lists to lower case', () => {
    const parameters = { userId: userId.toUpperCase(), apiKeyIds: [userId.toUpperCase()] }
    const body = { ...createApiKeysBody, parameters, type: 'ACTIVITY_TYPE_DELETE_API_KEYS' }
    expect(accept(requestOf('/public/v1/submit/delete_api_keys', body))).toMatchObject({
      parameters: { userId, apiKeyIds: [userId] },
    })
  })

  it('accepts each type on its own path only', async () => {
    for (const [path, { versions }] of Object.entries(activities)) {
      for (const other of Object.values(activities).flatMap((operation) => Object.keys(operation.versions))) {
        const body = { ...createApiKeysBody, type: other }
        const isOwn = Object.hasOwn(versions, other)
        // Parameters of another operation are refused later, and by another code, than a type that does not belong.
        const code = await refusalOf(() => accept(requestOf(`/public/v1/submit/${path}`, body))).catch(() => undefined)
        expect(code?.code === 'ACTIVITY_TYPE_MISMATCH', `${other} on ${path}`).toBe(!isOwn)
      }
    }
  })

  it.each([
    undefined,
    null,
    1,
    'toString',
    '__proto__',
    'ACTIVITY_TYPE_CREATE_API_KEYS_V9',
    ['ACTIVITY_TYPE_CREATE_API_KEYS'],
  ])('refuses the type %j', async (type) => {
    expect(await refusalCodeOf(() => accept(requestOf(createApiKeys, { ...createApiKeysBody, type })))).toBe(
      'ACTIVITY_TYPE_MISMATCH',
    )
  })

  it.each([
    '1700000000000.5',
    '1e12',
    '0x18bcfe56800',
    ' 1700000000000',
    '1700000000000 ',
    '+1700000000000',
    '-1',
    '01',
    '',
    '1'.repeat(16),
    1_700_000_000_000,
    null,
    undefined,
  ])('refuses the moment %j', async (timestampMs) => {
    const { details } = await refusalOf(() => accept(requestOf(createApiKeys, { ...createApiKeysBody, timestampMs })))
    expect(details.fieldViolations?.map(({ field }) => field)).toEqual(['timestampMs'])
  })
})

describe('accept, refused fields', () => {
  it.each([
    ['parameters.apiKeys.0.publicKey', withKeyMember('publicKey', 'xyz')],
    ['parameters.apiKeys.0.curveType', withKeyMember('curveType', 'P-256')],
    ['parameters.apiKeys.0.apiKeyName', withKeyMember('apiKeyName', 'two\nlines')],
    ['parameters.apiKeys.0.expirationSeconds', withKeyMember('expirationSeconds', '0')],
    ['parameters.apiKeys.0.expirationSeconds', withKeyMember('expirationSeconds', 1.5)],
    ['parameters.apiKeys.0', withParameter('apiKeys', ['not an object'])],
    ['parameters.apiKeys', withParameter('apiKeys', [])],
    ['parameters.apiKeys', withParameter('apiKeys', undefined)],
    ['parameters.userId', withParameter('userId', 'me')],
    ['parameters', { ...createApiKeysBody, parameters: undefined }],
  ])('names %s', async (field, body) => {
    const refusal = await refusalOf(() => accept(requestOf(createApiKeys, body)))
    expect(refusal.code).toBe('REQUEST_INVALID')
    expect(refusal.details.fieldViolations).toEqual([
      {
        field,
        description:
          field === 'parameters'
            ? 'must be present'
            : expect.stringMatching(/^must be an? |^must be (object|one of|1 to)/),
      },
    ])
  })

  it('says what a field must be in the words of the contract', async () => {
    const { details } = await refusalOf(() =>
      accept(requestOf(createApiKeys, withKeyMember('expirationSeconds', '-1'))),
    )
    expect(details.fieldViolations?.[0]?.description).toBe(
      'must be a whole number of seconds, at least 1, as a decimal string',
    )
  })

  it('names every refused field once', async () => {
    const body = { ...createApiKeysBody, timestampMs: 1, parameters: { userId: 1, apiKeys: 1 } }
    const { details } = await refusalOf(() => accept(requestOf(createApiKeys, body)))
    expect(details.fieldViolations?.map(({ field }) => field).sort()).toEqual([
      'parameters.apiKeys',
      'parameters.userId',
      'timestampMs',
    ])
  })

  it.each([undefined, null, '', 'x', 1, `${organizationId}0`, `${organizationId}\n`, [organizationId]])(
    'refuses the organization id %j before anything else',
    async (id) => {
      const body = { organizationId: id, type: 'no such type', parameters: 1 }
      expect(await refusalCodeOf(() => accept(requestOf(whoami, body)))).toBe('ORGANIZATION_ID_MALFORMED')
      expect(await refusalCodeOf(() => accept(requestOf(createApiKeys, body)))).toBe('ORGANIZATION_ID_MALFORMED')
    },
  )
})

describe('accept, bodies', () => {
  it.each(['', '[]', 'null', '{', '{"organizationId":1,"organizationId":1}', '\ufeff{}', '{"__proto__":{}}'])(
    'refuses %j',
    async (body) => {
      expect(await refusalCodeOf(() => accept(requestOf(whoami, body)))).toBe('BODY_MALFORMED')
    },
  )

  it('turns any bytes into a call or a refusal, never into another error', async () => {
    const paths = fc.constantFrom(whoami, createApiKeys, '/public/v1/submit/create_users', '/')
    const members = fc.record({
      organizationId: fc.constant(organizationId),
      type: fc.constant(createApiKeysBody.type),
      parameters: fc.jsonValue(),
      timestampMs: fc.jsonValue(),
    })
    const bodies = fc.oneof(fc.uint8Array(), fc.json(), members)
    await fc.assert(
      fc.asyncProperty(paths, bodies, async (path, body) => {
        const outcome = await refusalOf(() => accept(requestOf(path, body))).catch((error: Error) => error.message)
        expect(outcome === 'nothing was refused' || typeof outcome !== 'string').toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
