/** The table of reads. An operation without a handler here is a type error. */
import type { QueryName, QueryResponse } from '@latchkey/contract'
import type { QueryCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { System } from '../system.ts'
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
import type { QueryHandler } from './query-handler.ts'

const handlers: { readonly [Name in QueryName]: QueryHandler<Name> } = {
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
}

/**
 * Answer to a read, as the contract promises it.
 * @param call read the caller may make
 * @param caller who signed it
 * @param system `store` is read
 * @throws every refusal of the operation's own handler
 */
export async function answerQuery<Name extends QueryName>(
  call: QueryCall<Name>,
  caller: Caller,
  system: System,
): Promise<QueryResponse[Name]> {
  return handlers[call.name](call, caller, system)
}
