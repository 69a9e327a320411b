/** For every operation, requests that are well formed and can be carried out, with variants where it matters whom they are about. */
import type { ActivityName, OperationName } from '@latchkey/contract'
import { exampleTargetPublicKey } from '../../packages/contract/src/examples.ts'
import { apiKeyParams, authenticatorParams, makeKey, userParams, write } from '../support/actors.ts'
import { memberAt, type TestServer } from '../support/api-server.ts'
import { makeSoftwarePasskey } from '../support/software-authenticator.ts'
import type { Cast, Member } from './world.ts'

/** What a request is made of. */
export interface Scene {
  server: TestServer
  /** Organization the request names. */
  target: Cast
  /** Who sends it, of whichever organization. */
  caller: Member
}

type Members = Record<string, unknown>
/** Members of a read's body besides the organization, or `parameters` of a write. */
type Case = (scene: Scene) => Members | Promise<Members>

const none: Case = () => ({})
const self = ({ caller }: Scene) => ({ userId: caller.userId })
const other = ({ target }: Scene) => ({ userId: target.bystander.userId })

/** The same members about the caller and about somebody else. */
const selfAndOther = (members: object) => ({
  self: (scene: Scene) => ({ ...self(scene), ...members }),
  other: (scene: Scene) => ({ ...other(scene), ...members }),
})

const newKeys = async (expirationSeconds?: number) => ({
  apiKeys: [apiKeyParams(await makeKey(), expirationSeconds)],
})

const newPasskeys = () => ({ authenticators: [authenticatorParams(makeSoftwarePasskey())] })

/** Proposes something that the partner alone cannot decide, whatever the threshold is by the time of the vote. */
const propose: Case = async ({ server, target: { organizationId, partner, root } }) => {
  const { system } = server
  const quorumOf = (threshold: number) =>
    system.store.transact((transaction) =>
      transaction.setRootQuorum(organizationId, threshold, [root.userId, partner.userId]),
    )
  const threshold = (await system.store.findOrganization(organizationId))?.rootQuorumThreshold ?? 1
  await quorumOf(2)
  const { body } = await write(server, partner, 'update_organization_name', { organizationName: 'Later' })
  await quorumOf(threshold)
  return { fingerprint: String(memberAt(body, 'activity.fingerprint')) }
}

const someActivity: Case = async ({ server, target: { bystander } }) => {
  const parameters = { userId: bystander.userId, userName: 'Seen' }
  const { body } = await write(server, bystander, 'update_user_name', parameters)
  return { activityId: memberAt(body, 'activity.id') }
}

/** An operation without a line here is a type error. */
export const cases: Readonly<Record<OperationName, Readonly<Record<string, Case>>>> = {
  whoami: { any: none },
  get_organization: { any: none },
  get_organization_configs: { any: none },
  get_user: { self, other },
  list_users: { any: none },
  list_user_tags: { any: none },
  get_api_keys: { everyone: none, other },
  get_api_key: { other: ({ target }) => ({ apiKeyId: target.bystander.apiKeyId }) },
  get_authenticators: { other },
  get_authenticator: { other: ({ target }) => ({ authenticatorId: target.bystander.authenticatorId }) },
  list_suborgs: { any: none },
  list_verified_suborgs: { any: none },
  get_activity: { other: someActivity },
  list_activities: { any: none },
  list_sessions: { own: none, self, other },
  get_session_profile: { any: ({ target }) => ({ sessionProfileId: target.sessionProfileId }) },
  get_session_profiles: { any: none },

  create_sub_organization: {
    any: async () => {
      const rootUsers = [userParams(await newKeys())]
      return { subOrganizationName: 'New', rootUsers, rootQuorumThreshold: 1 }
    },
  },
  delete_sub_organization: { any: none },
  update_organization_name: { any: () => ({ organizationName: 'New' }) },
  update_root_quorum: {
    any: ({ target: { root, partner } }) => ({ threshold: 1, userIds: [root.userId, partner.userId] }),
  },
  set_organization_feature: { any: () => ({ name: 'FEATURE_NAME_WEBHOOK', value: 'x' }) },
  remove_organization_feature: { any: () => ({ name: 'FEATURE_NAME_WEBHOOK' }) },
  create_users: { any: () => ({ users: [userParams()] }) },
  create_api_only_users: {
    any: async () => ({ apiOnlyUsers: [{ userName: 'New', userTags: [], ...(await newKeys()) }] }),
  },
  update_user: {
    self: (scene) => ({ ...self(scene), userName: 'New' }),
    other: (scene) => ({ ...other(scene), userName: 'New' }),
    'self contact': (scene) => ({ ...self(scene), userEmail: 'new@example.org' }),
    'other contact': (scene) => ({ ...other(scene), userEmail: 'new@example.org' }),
    'self tags': (scene) => ({ ...self(scene), userTagIds: [scene.target.userTagId] }),
  },
  update_user_name: selfAndOther({ userName: 'New' }),
  update_user_email: selfAndOther({ userEmail: 'new@example.org' }),
  update_user_phone_number: selfAndOther({ userPhoneNumber: '+491701234567' }),
  delete_users: {
    self: ({ caller }) => ({ userIds: [caller.userId] }),
    other: ({ target }) => ({ userIds: [target.bystander.userId] }),
  },
  create_user_tag: { any: () => ({ userTagName: 'New', userIds: [] }) },
  update_user_tag: {
    any: ({ target: { userTagId, bystander } }) => ({ userTagId, addUserIds: [bystander.userId], removeUserIds: [] }),
  },
  delete_user_tags: { any: ({ target }) => ({ userTagIds: [target.userTagId] }) },
  create_authenticators: {
    self: (scene) => ({ ...self(scene), ...newPasskeys() }),
    other: (scene) => ({ ...other(scene), ...newPasskeys() }),
  },
  delete_authenticators: {
    self: ({ caller }) => ({ userId: caller.userId, authenticatorIds: [caller.authenticatorId] }),
    other: ({ target: { bystander } }) => ({ userId: bystander.userId, authenticatorIds: [bystander.authenticatorId] }),
  },
  create_api_keys: {
    self: async (scene) => ({ ...self(scene), ...(await newKeys(60)) }),
    other: async (scene) => ({ ...other(scene), ...(await newKeys(60)) }),
    'self permanent': async (scene) => ({ ...self(scene), ...(await newKeys()) }),
    'other permanent': async (scene) => ({ ...other(scene), ...(await newKeys()) }),
  },
  delete_api_keys: {
    self: ({ caller }) => ({ userId: caller.userId, apiKeyIds: [caller.sessionId] }),
    other: ({ target: { bystander } }) => ({ userId: bystander.userId, apiKeyIds: [bystander.sessionId] }),
    'self permanent': ({ caller }) => ({ userId: caller.userId, apiKeyIds: [caller.apiKeyId] }),
    'other permanent': ({ target: { bystander } }) => ({ userId: bystander.userId, apiKeyIds: [bystander.apiKeyId] }),
  },
  create_read_only_session: { any: none },
  delete_read_only_sessions: { any: none },
  create_read_write_session: {
    ...selfAndOther({ targetPublicKey: exampleTargetPublicKey, expirationSeconds: '60' }),
    'other by e-mail': ({ target }) => ({
      ...{ targetPublicKey: exampleTargetPublicKey, expirationSeconds: '60' },
      email: target.bystanderEmail,
    }),
  },
  stamp_login: { any: async () => ({ publicKey: (await makeKey()).publicKey, expirationSeconds: '60' }) },
  approve_activity: { any: propose },
  reject_activity: { any: propose },
  end_sessions: selfAndOther({ scope: 'SESSIONS_ALL' }),
  renew_session: { any: none },
  set_session_limits: { any: () => ({ renewalSeconds: '3600' }) },
  create_session_profile: { any: () => ({ sessionProfileName: 'New', scope: 'true' }) },
}

/** Versions other than the one our own clients send, by operation and variant. */
export const olderTypes: ReadonlyMap<string, string> = new Map<`${ActivityName} ${string}`, string>([
  ['create_read_write_session other by e-mail', 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION'],
])
