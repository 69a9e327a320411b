/** What expressions can ask about a write: its kind, the resource it concerns and what it does to it. */
import type { ActivityName } from './operations.ts'

/** Kinds of things that writes concern, as the wire names them; those of operations this server does not offer are left out. */
export type ActivityResource = 'AUTH' | 'CONFIG' | 'CREDENTIAL' | 'ORGANIZATION' | 'SESSION_PROFILE' | 'USER'
/** What writes do, as the wire names it. */
export type ActivityAction = 'CREATE' | 'UPDATE' | 'DELETE'

/** Resource and action of each write. Opening, renewing and ending sessions is `AUTH`; keys and passkeys by themselves are `CREDENTIAL`. */
const resourcesAndActions: { readonly [Name in ActivityName]: readonly [ActivityResource, ActivityAction] } = {
  create_sub_organization: ['ORGANIZATION', 'CREATE'],
  delete_sub_organization: ['ORGANIZATION', 'DELETE'],
  update_organization_name: ['ORGANIZATION', 'UPDATE'],
  update_root_quorum: ['ORGANIZATION', 'UPDATE'],
  set_organization_feature: ['CONFIG', 'UPDATE'],
  remove_organization_feature: ['CONFIG', 'DELETE'],
  create_users: ['USER', 'CREATE'],
  create_api_only_users: ['USER', 'CREATE'],
  update_user: ['USER', 'UPDATE'],
  update_user_name: ['USER', 'UPDATE'],
  update_user_email: ['USER', 'UPDATE'],
  update_user_phone_number: ['USER', 'UPDATE'],
  delete_users: ['USER', 'DELETE'],
  create_user_tag: ['USER', 'CREATE'],
  update_user_tag: ['USER', 'UPDATE'],
  delete_user_tags: ['USER', 'DELETE'],
  create_authenticators: ['CREDENTIAL', 'CREATE'],
  delete_authenticators: ['CREDENTIAL', 'DELETE'],
  create_api_keys: ['CREDENTIAL', 'CREATE'],
  delete_api_keys: ['CREDENTIAL', 'DELETE'],
  create_read_only_session: ['AUTH', 'CREATE'],
  delete_read_only_sessions: ['AUTH', 'DELETE'],
  create_read_write_session: ['AUTH', 'CREATE'],
  stamp_login: ['AUTH', 'CREATE'],
  end_sessions: ['AUTH', 'DELETE'],
  renew_session: ['AUTH', 'UPDATE'],
  set_session_limits: ['CONFIG', 'UPDATE'],
  create_session_profile: ['SESSION_PROFILE', 'CREATE'],
  // Nothing a session can do, whatever its scope: votes need a fresh touch.
  approve_activity: ['ORGANIZATION', 'UPDATE'],
  reject_activity: ['ORGANIZATION', 'UPDATE'],
}

/** What expressions can ask about a write. */
export interface ActivityTraits {
  /** Path segment in capitals, the same for all versions: `CREATE_API_KEYS`. */
  kind: string
  resource: ActivityResource
  action: ActivityAction
}

/**
 * Kind, resource and action of a write.
 * @param name path segment of the write
 * @see Turnkey wire protocol: policy language, resource and action of the activities
 */
export function traitsOf(name: ActivityName): ActivityTraits {
  const [resource, action] = resourcesAndActions[name]
  return { kind: name.toUpperCase(), resource, action }
}
