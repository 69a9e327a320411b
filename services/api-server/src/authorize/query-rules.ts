/** Who may read what. An operation without a line here is a type error. */
import type { QueryName } from '@latchkey/contract'
import type { QueryCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import { checkMayRead } from './rules/check-may-read.ts'
import { checkSeesSessions } from './rules/check-sees-sessions.ts'

type QueryRule<Name extends QueryName> = (call: QueryCall<Name>, caller: Caller) => void

/** Checks of each read, in the order in which they refuse. */
export const queryRules: { readonly [Name in QueryName]: readonly QueryRule<Name>[] } = {
  whoami: [checkMayRead],
  get_organization: [checkMayRead],
  get_organization_configs: [checkMayRead],
  get_user: [checkMayRead],
  list_users: [checkMayRead],
  list_user_tags: [checkMayRead],
  get_api_keys: [checkMayRead],
  get_api_key: [checkMayRead],
  get_authenticators: [checkMayRead],
  get_authenticator: [checkMayRead],
  list_suborgs: [checkMayRead],
  list_verified_suborgs: [checkMayRead],
  get_activity: [checkMayRead],
  list_activities: [checkMayRead],
  list_sessions: [checkMayRead, checkSeesSessions],
  get_session_profile: [checkMayRead],
  get_session_profiles: [checkMayRead],
}
