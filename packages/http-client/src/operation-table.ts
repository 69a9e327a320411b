/** What the clients need of the contract at run time: version and result of each write. Every other operation is a read. */
import type { ActivityName, ActivityParametersByType, OperationName } from '@latchkey/contract'

/** Version that is sent, and the member of `activity.result` that holds its result. */
type ActivityEntry<Name extends ActivityName> = readonly [type: keyof ActivityParametersByType[Name], resultKey: string]

/** Writes by path segment. The contract's own tables would bring a schema library into the browser. */
export const activityTable: { readonly [Name in ActivityName]: ActivityEntry<Name> } = {
  create_sub_organization: ['ACTIVITY_TYPE_CREATE_SUB_ORGANIZATION_V8', 'createSubOrganizationResultV8'],
  delete_sub_organization: ['ACTIVITY_TYPE_DELETE_SUB_ORGANIZATION', 'deleteSubOrganizationResult'],
  update_organization_name: ['ACTIVITY_TYPE_UPDATE_ORGANIZATION_NAME', 'updateOrganizationNameResult'],
  update_root_quorum: ['ACTIVITY_TYPE_UPDATE_ROOT_QUORUM', 'updateRootQuorumResult'],
  set_organization_feature: ['ACTIVITY_TYPE_SET_ORGANIZATION_FEATURE', 'setOrganizationFeatureResult'],
  remove_organization_feature: ['ACTIVITY_TYPE_REMOVE_ORGANIZATION_FEATURE', 'removeOrganizationFeatureResult'],
  create_users: ['ACTIVITY_TYPE_CREATE_USERS_V4', 'createUsersResult'],
  create_api_only_users: ['ACTIVITY_TYPE_CREATE_API_ONLY_USERS', 'createApiOnlyUsersResult'],
  update_user: ['ACTIVITY_TYPE_UPDATE_USER', 'updateUserResult'],
  update_user_name: ['ACTIVITY_TYPE_UPDATE_USER_NAME', 'updateUserNameResult'],
  update_user_email: ['ACTIVITY_TYPE_UPDATE_USER_EMAIL', 'updateUserEmailResult'],
  update_user_phone_number: ['ACTIVITY_TYPE_UPDATE_USER_PHONE_NUMBER', 'updateUserPhoneNumberResult'],
  delete_users: ['ACTIVITY_TYPE_DELETE_USERS', 'deleteUsersResult'],
  create_user_tag: ['ACTIVITY_TYPE_CREATE_USER_TAG', 'createUserTagResult'],
  update_user_tag: ['ACTIVITY_TYPE_UPDATE_USER_TAG', 'updateUserTagResult'],
  delete_user_tags: ['ACTIVITY_TYPE_DELETE_USER_TAGS', 'deleteUserTagsResult'],
  create_authenticators: ['ACTIVITY_TYPE_CREATE_AUTHENTICATORS_V2', 'createAuthenticatorsResult'],
  delete_authenticators: ['ACTIVITY_TYPE_DELETE_AUTHENTICATORS', 'deleteAuthenticatorsResult'],
  create_api_keys: ['ACTIVITY_TYPE_CREATE_API_KEYS_V2', 'createApiKeysResult'],
  delete_api_keys: ['ACTIVITY_TYPE_DELETE_API_KEYS', 'deleteApiKeysResult'],
  create_read_only_session: ['ACTIVITY_TYPE_CREATE_READ_ONLY_SESSION', 'createReadOnlySessionResult'],
  delete_read_only_sessions: ['ACTIVITY_TYPE_DELETE_READ_ONLY_SESSIONS', 'deleteReadOnlySessionsResult'],
  create_read_write_session: ['ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION_V2', 'createReadWriteSessionResultV2'],
  stamp_login: ['ACTIVITY_TYPE_STAMP_LOGIN', 'stampLoginResult'],
  // Answered with the activity they are about, whose result is another's.
  approve_activity: ['ACTIVITY_TYPE_APPROVE_ACTIVITY', ''],
  reject_activity: ['ACTIVITY_TYPE_REJECT_ACTIVITY', ''],
  end_sessions: ['ACTIVITY_TYPE_END_SESSIONS', 'endSessionsResult'],
  renew_session: ['ACTIVITY_TYPE_RENEW_SESSION', 'renewSessionResult'],
  set_session_limits: ['ACTIVITY_TYPE_SET_SESSION_LIMITS', 'setSessionLimitsResult'],
  create_session_profile: ['ACTIVITY_TYPE_CREATE_SESSION_PROFILE', 'createSessionProfileResult'],
}

/**
 * Tells a write from a read.
 * @param name path segment of an operation
 */
export function isActivityName(name: OperationName): name is ActivityName {
  return Object.hasOwn(activityTable, name)
}
