/** The two tables, path segment to operation, and the types read off them. */
import type { Static } from 'typebox'
import { approveActivity } from './activities/approve-activity.ts'
import { createApiKeys } from './activities/create-api-keys.ts'
import { createApiOnlyUsers } from './activities/create-api-only-users.ts'
import { createAuthenticators } from './activities/create-authenticators.ts'
import { createReadOnlySession } from './activities/create-read-only-session.ts'
import { createReadWriteSession } from './activities/create-read-write-session.ts'
import { createSessionProfile } from './activities/create-session-profile.ts'
import { createSubOrganization } from './activities/create-sub-organization.ts'
import { createUserTag } from './activities/create-user-tag.ts'
import { createUsers } from './activities/create-users.ts'
import { deleteApiKeys } from './activities/delete-api-keys.ts'
import { deleteAuthenticators } from './activities/delete-authenticators.ts'
import { deleteReadOnlySessions } from './activities/delete-read-only-sessions.ts'
import { deleteSubOrganization } from './activities/delete-sub-organization.ts'
import { deleteUserTags } from './activities/delete-user-tags.ts'
import { deleteUsers } from './activities/delete-users.ts'
import { endSessions } from './activities/end-sessions.ts'
import { rejectActivity } from './activities/reject-activity.ts'
import { removeOrganizationFeature } from './activities/remove-organization-feature.ts'
import { renewSession } from './activities/renew-session.ts'
import { setOrganizationFeature } from './activities/set-organization-feature.ts'
import { setSessionLimits } from './activities/set-session-limits.ts'
import { stampLogin } from './activities/stamp-login.ts'
import { updateOrganizationName } from './activities/update-organization-name.ts'
import { updateRootQuorum } from './activities/update-root-quorum.ts'
import { updateUser } from './activities/update-user.ts'
import { updateUserEmail } from './activities/update-user-email.ts'
import { updateUserName } from './activities/update-user-name.ts'
import { updateUserPhoneNumber } from './activities/update-user-phone-number.ts'
import { updateUserTag } from './activities/update-user-tag.ts'
import type { ActivityRecord as ActivityRecordSchema } from './activity-record.ts'
import type {
  ApiKey as ApiKeySchema,
  AuthenticatorParamsV2,
  Authenticator as AuthenticatorSchema,
  User as UserSchema,
} from './credentials.ts'
import type { ActivityVersion } from './operation.ts'
import { getActivity } from './queries/get-activity.ts'
import { getApiKey } from './queries/get-api-key.ts'
import { getApiKeys } from './queries/get-api-keys.ts'
import { getAuthenticator } from './queries/get-authenticator.ts'
import { getAuthenticators } from './queries/get-authenticators.ts'
import { getOrganization } from './queries/get-organization.ts'
import { getOrganizationConfigs } from './queries/get-organization-configs.ts'
import { getSessionProfile } from './queries/get-session-profile.ts'
import { getSessionProfiles } from './queries/get-session-profiles.ts'
import { getUser } from './queries/get-user.ts'
import { listActivities } from './queries/list-activities.ts'
import { listSessions } from './queries/list-sessions.ts'
import { listSuborgs } from './queries/list-suborgs.ts'
import { listUserTags } from './queries/list-user-tags.ts'
import { listUsers } from './queries/list-users.ts'
import { listVerifiedSuborgs } from './queries/list-verified-suborgs.ts'
import { whoami } from './queries/whoami.ts'
import type { Session as SessionSchema } from './session.ts'
import type { SessionProfile as SessionProfileSchema } from './session-profile.ts'

/** Reads by path segment: `whoami` is `POST /public/v1/query/whoami`. */
export const queries = {
  whoami,
  get_organization: getOrganization,
  get_organization_configs: getOrganizationConfigs,
  get_user: getUser,
  list_users: listUsers,
  list_user_tags: listUserTags,
  get_api_keys: getApiKeys,
  get_api_key: getApiKey,
  get_authenticators: getAuthenticators,
  get_authenticator: getAuthenticator,
  list_suborgs: listSuborgs,
  list_verified_suborgs: listVerifiedSuborgs,
  get_activity: getActivity,
  list_activities: listActivities,
  list_sessions: listSessions,
  get_session_profile: getSessionProfile,
  get_session_profiles: getSessionProfiles,
} as const

/** Writes by path segment: `create_api_keys` is `POST /public/v1/submit/create_api_keys`. */
export const activities = {
  create_sub_organization: createSubOrganization,
  delete_sub_organization: deleteSubOrganization,
  update_organization_name: updateOrganizationName,
  update_root_quorum: updateRootQuorum,
  set_organization_feature: setOrganizationFeature,
  remove_organization_feature: removeOrganizationFeature,
  create_users: createUsers,
  create_api_only_users: createApiOnlyUsers,
  update_user: updateUser,
  update_user_name: updateUserName,
  update_user_email: updateUserEmail,
  update_user_phone_number: updateUserPhoneNumber,
  delete_users: deleteUsers,
  create_user_tag: createUserTag,
  update_user_tag: updateUserTag,
  delete_user_tags: deleteUserTags,
  create_authenticators: createAuthenticators,
  delete_authenticators: deleteAuthenticators,
  create_api_keys: createApiKeys,
  delete_api_keys: deleteApiKeys,
  create_read_only_session: createReadOnlySession,
  delete_read_only_sessions: deleteReadOnlySessions,
  create_read_write_session: createReadWriteSession,
  stamp_login: stampLogin,
  approve_activity: approveActivity,
  reject_activity: rejectActivity,
  end_sessions: endSessions,
  renew_session: renewSession,
  set_session_limits: setSessionLimits,
  create_session_profile: createSessionProfile,
} as const

/** Path segment of a read. */
export type QueryName = keyof typeof queries
/** Path segment of a write. */
export type ActivityName = keyof typeof activities
/** Path segment of any operation. */
export type OperationName = QueryName | ActivityName

type Queries = typeof queries
type Activities = typeof activities

/** Body of each read. */
export type QueryRequest = { [Name in QueryName]: Static<Queries[Name]['request']> }
/** Answer to each read. */
export type QueryResponse = { [Name in QueryName]: Static<Queries[Name]['response']> }

type ParametersOf<Version> = Version extends ActivityVersion<infer Parameters> ? Static<Parameters> : never
type VersionsOf<Definition extends { versions: unknown }> = {
  [Type in keyof Definition['versions']]: ParametersOf<Definition['versions'][Type]>
}

/** `parameters` of each write, by version. */
export type ActivityParametersByType = { [Name in ActivityName]: VersionsOf<Activities[Name]> }
/** `parameters` of each write in the version our clients send. */
export type ActivityParameters = {
  [Name in ActivityName]: ActivityParametersByType[Name][Activities[Name]['current'] &
    keyof ActivityParametersByType[Name]]
}
/** Result of each write, the same for all its versions. */
export type ActivityResult = { [Name in ActivityName]: Static<Activities[Name]['result']> }

/** Recorded write as the API returns it. */
export type ActivityRecord = Static<typeof ActivityRecordSchema>
/** User as the API returns it. */
export type User = Static<typeof UserSchema>
/** API key as the API returns it. */
export type ApiKey = Static<typeof ApiKeySchema>
/** Passkey as the API returns it. */
export type Authenticator = Static<typeof AuthenticatorSchema>
/** Registration of a passkey as requests carry it. */
export type AuthenticatorParams = Static<typeof AuthenticatorParamsV2>
/** Session as the API returns it. */
export type Session = Static<typeof SessionSchema>
/** Session profile as the API returns it. */
export type SessionProfile = Static<typeof SessionProfileSchema>
