/** The table of writes. An operation without a handler here is a type error. */
import type { ActivityCall } from '../call.ts'
import type { CallerFacts } from '../caller.ts'
import type { Effect } from '../store/store.ts'
import type { System } from '../system.ts'
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
import type { ActivityHandler, EffectiveName } from './activity-handler.ts'

const handlers: { readonly [Name in EffectiveName]: ActivityHandler<Name> } = {
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
  end_sessions: endSessions,
  renew_session: renewSession,
  set_session_limits: setSessionLimits,
  create_session_profile: createSessionProfile,
}

/**
 * Effect of a write, checked as far as that goes without the store.
 * @param call write the caller may make
 * @param caller who signed it, or proposed it and is not alone
 * @param system settings and randomness
 * @throws every refusal of the operation's own handler that needs no stored row
 */
export async function prepare<Name extends EffectiveName>(
  call: ActivityCall<Name>,
  caller: CallerFacts,
  system: System,
): Promise<Effect> {
  return handlers[call.name](call, caller, system)
}
