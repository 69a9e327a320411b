/** The authorization table, cell by cell: who may call which operation. */
import { type ActivityName, activities, type QueryName, queries } from '@latchkey/contract'
import { describe, expect, it } from 'vitest'
import { authorize } from '../../src/authorize/authorize.ts'
import type { ActivityCall, Call } from '../../src/call.ts'
import { type CallerCredential, proveCaller, type SignerFacts } from '../../src/caller.ts'
import { Refusal } from '../../src/refusal.ts'
import type { System } from '../../src/system.ts'

const parentId = '0195c0de-0000-7000-8000-000000000001'
const childId = '0195c0de-0000-7000-8000-000000000002'
const strangerId = '0195c0de-0000-7000-8000-000000000003'
const callerId = '0195c0de-0000-7000-8000-00000000000a'
const otherUserId = '0195c0de-0000-7000-8000-00000000000b'
const someId = '0195c0de-0000-7000-8000-00000000000c'

const passkey: CallerCredential = { kind: 'passkey', authenticatorId: someId, credentialIdBase64url: 'AAAA' }
const permanentKey: CallerCredential = {
  kind: 'api-key',
  apiKeyId: someId,
  publicKeyHex: '02',
  scheme: 'SIGNATURE_SCHEME_TK_API_P256',
  expiresAtMs: undefined,
}
const sessionKey: CallerCredential = { ...permanentKey, expiresAtMs: 1_000 }
const readOnlySession: CallerCredential = {
  kind: 'read-only-session',
  sessionId: someId,
  tokenHash: new Uint8Array(32),
}

/** Root user of a parent organization, acting on it; what differs is given. */
function caller(facts: Partial<SignerFacts>): SignerFacts {
  const organizationId = facts.organizationId ?? parentId
  return {
    organizationId,
    organizationName: 'Example',
    parentOrganizationId: undefined,
    userId: callerId,
    userName: 'Alice',
    isRoot: true,
    rootQuorumThreshold: 1,
    credential: passkey,
    targetOrganizationId: organizationId,
    ...facts,
  }
}

const inChild = { organizationId: childId, parentOrganizationId: parentId }

/** Who asks, and about which organization. */
const columns = {
  'parent root': { facts: caller({}), about: parentId },
  'root by key': { facts: caller({ credential: permanentKey }), about: parentId },
  'root of two': { facts: caller({ rootQuorumThreshold: 2 }), about: parentId },
  ordinary: { facts: caller({ isRoot: false }), about: parentId },
  'root session key': { facts: caller({ credential: sessionKey }), about: parentId },
  'session key': { facts: caller({ isRoot: false, credential: sessionKey }), about: parentId },
  'read-only': { facts: caller({ credential: readOnlySession }), about: parentId },
  'child root': { facts: caller(inChild), about: childId },
  'child by parent id': { facts: caller(inChild), about: parentId },
  'parent on child': { facts: caller({ targetOrganizationId: childId }), about: childId },
  'child on sibling': { facts: caller({ ...inChild, targetOrganizationId: strangerId }), about: strangerId },
  stranger: { facts: caller({ organizationId: strangerId }), about: parentId },
} satisfies Record<string, { facts: SignerFacts; about: string }>

type Column = keyof typeof columns

const apiKey = { apiKeyName: 'key', publicKey: '02', curveType: 'API_KEY_CURVE_P256' }
const sessionKeyInput = { ...apiKey, expirationSeconds: '60' }
const self = { userId: callerId }
const other = { userId: otherUserId }

/** Rows of the table; operations that depend on their parameters have several. */
const parameters = {
  create_sub_organization: {},
  delete_sub_organization: {},
  update_organization_name: {},
  create_user_tag: {},
  update_user_tag: {},
  delete_user_tags: {},
  set_organization_feature: {},
  remove_organization_feature: {},
  create_users: {},
  create_api_only_users: {},
  'update_user self name': { ...self, userName: 'A', userTagIds: [] },
  'update_user self e-mail': { ...self, userEmail: 'a@example.com' },
  'update_user self no telephone': { ...self, userPhoneNumber: '' },
  'update_user self tags': { ...self, userTagIds: [someId] },
  'update_user other name': { ...other, userName: 'A' },
  'update_user other e-mail': { ...other, userEmail: 'a@example.com' },
  'update_user other tags': { ...other, userTagIds: [someId] },
  'update_user_name self': self,
  'update_user_name other': other,
  'update_user_email self': self,
  'update_user_email other': other,
  'update_user_phone_number self': self,
  'update_user_phone_number other': other,
  delete_users: { userIds: [callerId, otherUserId] },
  'create_authenticators self': self,
  'create_authenticators other': other,
  'delete_authenticators self': self,
  'delete_authenticators other': other,
  'create_api_keys self expiring': { ...self, apiKeys: [sessionKeyInput] },
  'create_api_keys self permanent': { ...self, apiKeys: [sessionKeyInput, apiKey] },
  'create_api_keys other expiring': { ...other, apiKeys: [sessionKeyInput] },
  'delete_api_keys self': self,
  'delete_api_keys other': other,
  create_read_only_session: {},
  delete_read_only_sessions: {},
  create_read_write_session: {},
  'create_read_write_session self': self,
  'create_read_write_session other': other,
  stamp_login: {},
  update_root_quorum: {},
  approve_activity: {},
  reject_activity: {},
  end_sessions: {},
  'end_sessions self': self,
  'end_sessions other': other,
  renew_session: {},
  set_session_limits: {},
  create_session_profile: {},
  'list_sessions self': self,
  'list_sessions other': other,
}

type Row = QueryName | keyof typeof parameters

const ok = 'ok'
/** Allowed, if as many root users agree as must. */
const byQuorum = 'by the root quorum'
const denied = 'REQUEST_NOT_AUTHORIZED'
const stepUp = 'STEP_UP_REQUIRED'
const readOnly = 'SESSION_READ_ONLY'
const mismatch = 'ORGANIZATION_MISMATCH'
const notParent = 'CALLER_NOT_PARENT'
const notChild = 'CALLER_NOT_SUB_ORGANIZATION'

/** Columns that refuse every write for where it goes, whatever it is. */
const elsewhere = {
  'child by parent id': mismatch,
  'parent on child': denied,
  'child on sibling': mismatch,
  stranger: mismatch,
}
const anyRead: Record<Column, string> = {
  'parent root': ok,
  'root by key': ok,
  'root of two': ok,
  ordinary: ok,
  'root session key': ok,
  'session key': ok,
  'read-only': ok,
  'child root': ok,
  'child by parent id': mismatch,
  'parent on child': ok,
  'child on sibling': mismatch,
  stranger: mismatch,
}
const ownCredential: Record<Column, string> = {
  'parent root': ok,
  'root by key': ok,
  'root of two': ok,
  ordinary: ok,
  'root session key': stepUp,
  'session key': stepUp,
  'read-only': readOnly,
  'child root': ok,
  ...elsewhere,
}
const ownTouchFree = { ...ownCredential, 'root session key': ok, 'session key': ok }
const onlyRoot: Record<Column, string> = {
  'parent root': byQuorum,
  'root by key': byQuorum,
  'root of two': byQuorum,
  ordinary: denied,
  'root session key': stepUp,
  'session key': denied,
  'read-only': readOnly,
  'child root': byQuorum,
  ...elsewhere,
}
const onlyChildRoot: Record<Column, string> = {
  ...onlyRoot,
  'parent root': notChild,
  'root by key': notChild,
  'root of two': notChild,
  'root session key': notChild,
}
const othersTouchFree = { ...onlyRoot, 'root session key': byQuorum }
const vote: Record<Column, string> = { ...ownCredential, ordinary: denied, 'session key': denied }

const table: Record<Row, Record<Column, string>> = {
  whoami: { ...anyRead, 'child by parent id': ok },
  get_organization: anyRead,
  get_organization_configs: anyRead,
  get_user: anyRead,
  list_users: anyRead,
  list_user_tags: anyRead,
  get_api_keys: anyRead,
  get_api_key: anyRead,
  get_authenticators: anyRead,
  get_authenticator: anyRead,
  list_suborgs: anyRead,
  list_verified_suborgs: anyRead,
  get_activity: anyRead,
  list_activities: anyRead,
  list_sessions: anyRead,
  'list_sessions self': anyRead,
  'list_sessions other': { ...anyRead, ordinary: denied, 'session key': denied },
  get_session_profile: anyRead,
  get_session_profiles: anyRead,
  create_sub_organization: { ...onlyRoot, 'child root': notParent },
  delete_sub_organization: onlyChildRoot,
  update_organization_name: onlyRoot,
  create_users: onlyRoot,
  create_api_only_users: onlyRoot,
  create_user_tag: onlyRoot,
  update_user_tag: onlyRoot,
  delete_user_tags: onlyRoot,
  set_organization_feature: onlyRoot,
  remove_organization_feature: onlyRoot,
  'update_user self name': ownTouchFree,
  'update_user self e-mail': ownCredential,
  'update_user self no telephone': ownCredential,
  'update_user self tags': onlyRoot,
  'update_user other name': othersTouchFree,
  'update_user other e-mail': onlyRoot,
  'update_user other tags': onlyRoot,
  'update_user_name self': ownTouchFree,
  'update_user_name other': othersTouchFree,
  'update_user_email self': ownCredential,
  'update_user_email other': onlyRoot,
  'update_user_phone_number self': ownCredential,
  'update_user_phone_number other': onlyRoot,
  delete_users: onlyRoot,
  'create_authenticators self': ownCredential,
  'create_authenticators other': onlyRoot,
  'delete_authenticators self': ownCredential,
  'delete_authenticators other': onlyRoot,
  'create_api_keys self expiring': ownTouchFree,
  'create_api_keys self permanent': ownCredential,
  'create_api_keys other expiring': othersTouchFree,
  'delete_api_keys self': ownTouchFree,
  'delete_api_keys other': othersTouchFree,
  create_read_only_session: { ...ownTouchFree, 'child by parent id': ok },
  delete_read_only_sessions: { ...ownTouchFree, 'read-only': ok },
  create_read_write_session: { ...ownTouchFree, 'child by parent id': ok },
  'create_read_write_session self': { ...ownTouchFree, 'child by parent id': ok },
  'create_read_write_session other': { ...othersTouchFree, 'child by parent id': byQuorum },
  stamp_login: { ...ownTouchFree, 'child by parent id': ok },
  update_root_quorum: onlyRoot,
  approve_activity: vote,
  reject_activity: vote,
  end_sessions: ownTouchFree,
  'end_sessions self': ownTouchFree,
  'end_sessions other': othersTouchFree,
  renew_session: ownTouchFree,
  set_session_limits: onlyRoot,
  create_session_profile: onlyRoot,
}

const isQuery = (name: string | undefined): name is QueryName => Object.hasOwn(queries, String(name))
const isActivity = (name: string | undefined): name is ActivityName => Object.hasOwn(activities, String(name))

/** The call of a row: `authorize` reads its name, organization and parameters, and nothing else of it. */
function makeCall(row: Row, organizationId: string): Call {
  const base = { requestId: 'test', bytes: new Uint8Array(), stamps: {}, clientVersion: undefined, organizationId }
  const name = row.split(' ')[0]
  const sent: object = Object.hasOwn(parameters, row) ? parameters[row as keyof typeof parameters] : {}
  if (isQuery(name)) {
    return { ...base, kind: 'query', name, operation: queries[name], request: { organizationId, ...sent } } as Call
  }
  if (!isActivity(name)) throw new Error(`${row} names no operation`)
  return {
    ...base,
    kind: 'activity',
    name,
    operation: activities[name],
    type: activities[name].current,
    version: { parameters: {}, intentKey: '', resultKeys: [] },
    parameters: sent as ActivityCall['parameters'],
    timestampMs: 0,
    fingerprint: new Uint8Array(32),
    userAgent: undefined,
  }
}

function outcome(row: Row, column: Column, sessionPowers: 'step-up' | 'full'): string {
  const { facts, about } = columns[column]
  const limits = { maxSessionSeconds: 900, sessionRenewalSeconds: 900 }
  const system = { policy: { origins: [], ...limits, sessionPowers } } as Pick<System, 'policy'> as System
  try {
    return authorize(makeCall(row, about), proveCaller(facts), system) === 'root-quorum' ? byQuorum : ok
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
}

const rows = Object.keys(table) as Row[]
const columnNames = Object.keys(columns) as Column[]

describe('authorize', () => {
  it('has a row for every operation', () => {
    const names = rows.map((row) => row.split(' ')[0])
    expect(new Set(names)).toEqual(new Set([...Object.keys(queries), ...Object.keys(activities)]))
  })

  for (const row of rows) {
    for (const column of columnNames) {
      it(`${row} by ${column}: ${table[row][column]}`, () => {
        expect(outcome(row, column, 'step-up')).toBe(table[row][column])
      })
    }
  }

  it('gives session keys their full powers where the operator says so', () => {
    for (const row of rows) {
      for (const column of columnNames) {
        const expected = table[row][column]
        const acceptable = expected === stepUp ? [ok, byQuorum] : [expected]
        expect(acceptable, `${row} by ${column}`).toContain(outcome(row, column, 'full'))
      }
    }
  })
})
