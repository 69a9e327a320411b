/** Scopes on writes: what they see of one, what always passes, and that a scope which is broken allows nothing. */
import { type ActivityName, activities, traitsOf } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'
import { checkScope } from '../../src/authorize/check-scope.ts'
import { type CallerCredential, type CallerFacts, proveCaller } from '../../src/caller.ts'
import { refusalCodeOf, refusalOf } from '../support/refusal-of.ts'

const [userId, otherId, apiKeyId] = ['a', 'b', 'c']
const key = {
  kind: 'api-key',
  apiKeyId,
  publicKeyHex: '02',
  scheme: 'SIGNATURE_SCHEME_TK_API_P256',
  expiresAtMs: 1,
} as const
const callerWith = (credential: CallerCredential): CallerFacts =>
  proveCaller({
    ...{ organizationId: 'o', organizationName: '', parentOrganizationId: undefined, targetOrganizationId: 'o' },
    ...{ userId, userName: '', isRoot: true, rootQuorumThreshold: 1 },
    credential,
  })
const scoped = (scope: string) => callerWith({ ...key, scope })
const call = (name: ActivityName, parameters: object = {}, type: string = activities[name].current) => ({
  ...{ name, type, parameters },
})
const codeOf = (...args: Parameters<typeof checkScope>) => refusalCodeOf(() => checkScope(...args))
const exceeded = 'SESSION_SCOPE_EXCEEDED'

describe('a scope', () => {
  it.each(Object.keys(activities) as ActivityName[])('sees type, kind, resource and action of %s', async (name) => {
    const { kind, resource, action } = traitsOf(name)
    const exact = `activity.type == '${activities[name].current}' && activity.kind == '${kind}'
      && activity.resource == '${resource}' && activity.action == '${action}'`
    expect(() => checkScope(call(name), scoped(exact))).not.toThrow()
    expect(await codeOf(call(name), scoped(`(${exact}) == false`))).toBe(exceeded)
  })

  it('tells versions apart by their type and not by their kind', async () => {
    const first = call('create_api_keys', {}, 'ACTIVITY_TYPE_CREATE_API_KEYS')
    expect(() => checkScope(first, scoped("activity.kind == 'CREATE_API_KEYS'"))).not.toThrow()
    expect(await codeOf(first, scoped("activity.type == 'ACTIVITY_TYPE_CREATE_API_KEYS_V2'"))).toBe(exceeded)
  })

  it('is told to whoever exceeds it', async () => {
    const scope = "activity.kind == 'UPDATE_USER'"
    const refusal = await refusalOf(() => checkScope(call('delete_users'), scoped(scope)))
    expect(refusal.details.fieldViolations).toEqual([
      { field: 'type', description: `ACTIVITY_TYPE_DELETE_USERS is outside of the session's scope: ${scope}` },
    ])
  })

  it.each(['', 'true &&', "wallet.id == 'x' || true", 'true || activity.params', 'x'.repeat(5000)])(
    'that is no expression allows nothing: %j',
    async (scope) => {
      expect(await codeOf(call('update_user'), scoped(scope))).toBe(exceeded)
    },
  )

  it('is no concern of whoever has none', () => {
    for (const credential of [
      key,
      { kind: 'passkey', authenticatorId: 'p', credentialIdBase64url: '' },
      { kind: 'read-only-session', sessionId: 's', tokenHash: new Uint8Array(32) },
    ] satisfies CallerCredential[]) {
      expect(() => checkScope(call('delete_users'), callerWith(credential))).not.toThrow()
    }
  })
})

describe('the end of the session that signs', () => {
  it.each([
    ['delete_api_keys', { userId, apiKeyIds: [apiKeyId] }],
    ['end_sessions', { userId, sessionIds: [apiKeyId] }],
    ['end_sessions', { sessionIds: [apiKeyId] }],
  ] as const)('passes every scope: %s %j', (name, parameters) => {
    expect(() => checkScope(call(name, parameters), scoped('false'))).not.toThrow()
  })

  it.each([
    ['delete_api_keys', { userId: otherId, apiKeyIds: [apiKeyId] }],
    ['delete_api_keys', { userId, apiKeyIds: [apiKeyId, otherId] }],
    ['delete_api_keys', { userId, apiKeyIds: [otherId], sessionIds: [apiKeyId] }],
    ['delete_api_keys', { userId, apiKeyIds: [] }],
    ['end_sessions', { sessionIds: [otherId], apiKeyIds: [apiKeyId] }],
    ['end_sessions', { scope: 'SESSIONS_ALL' }],
    ['end_sessions', { userId: otherId, sessionIds: [apiKeyId] }],
    ['delete_users', { userIds: [userId], apiKeyIds: [apiKeyId], sessionIds: [apiKeyId] }],
  ] as const)('is nothing else: %s %j', async (name, parameters) => {
    expect(await codeOf(call(name, parameters), scoped('false'))).toBe(exceeded)
  })
})
