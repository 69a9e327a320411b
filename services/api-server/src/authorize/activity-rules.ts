/** Who may do what. An operation without a line here is a type error. */
import type { ActivityName } from '@latchkey/contract'
import type { ActivityCall, Grant } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { Policy } from '../system.ts'
import {
  rootQuorum,
  self,
  selfOrRootQuorum,
  sessionOfSelfOrRootQuorum,
  sessionsOfSelfOrRootQuorum,
  userOrRootQuorum,
} from './deciders.ts'
import { checkIsParent } from './rules/check-is-parent.ts'
import { checkIsRoot } from './rules/check-is-root.ts'
import { checkIsSubOrganization } from './rules/check-is-sub-organization.ts'
import { checkNoNewContact } from './rules/check-no-new-contact.ts'
import { checkNoNewTags } from './rules/check-no-new-tags.ts'
import { checkNoPermanentKeys } from './rules/check-no-permanent-keys.ts'
import { checkNotSession } from './rules/check-not-session.ts'

/** What holds for one write, besides what holds for every write; see `authorize.ts` for the order. */
export interface ActivityRules<Name extends ActivityName> {
  /** Whose decision it is. */
  decidedBy(call: ActivityCall<Name>, caller: Caller): Grant
  /** Further checks, in the order in which they refuse. */
  checks: readonly ((call: ActivityCall<Name>, caller: Caller, policy: Policy) => void)[]
  /** Whether the token of a read-only session is enough; default false. */
  isOpenToReadOnly?: boolean
}

/** Rules of each write. */
export const activityRules: { readonly [Name in ActivityName]: ActivityRules<Name> } = {
  create_sub_organization: { decidedBy: rootQuorum, checks: [checkIsParent, checkNotSession] },
  delete_sub_organization: { decidedBy: rootQuorum, checks: [checkIsSubOrganization, checkNotSession] },
  update_organization_name: { decidedBy: rootQuorum, checks: [checkNotSession] },
  update_root_quorum: { decidedBy: rootQuorum, checks: [checkNotSession] },
  set_organization_feature: { decidedBy: rootQuorum, checks: [checkNotSession] },
  remove_organization_feature: { decidedBy: rootQuorum, checks: [checkNotSession] },
  create_users: { decidedBy: rootQuorum, checks: [checkNotSession] },
  create_api_only_users: { decidedBy: rootQuorum, checks: [checkNotSession] },
  update_user: { decidedBy: userOrRootQuorum, checks: [checkNoNewContact, checkNoNewTags] },
  update_user_name: { decidedBy: selfOrRootQuorum, checks: [] },
  update_user_email: { decidedBy: selfOrRootQuorum, checks: [checkNotSession] },
  update_user_phone_number: { decidedBy: selfOrRootQuorum, checks: [checkNotSession] },
  delete_users: { decidedBy: rootQuorum, checks: [checkNotSession] },
  create_user_tag: { decidedBy: rootQuorum, checks: [checkNotSession] },
  update_user_tag: { decidedBy: rootQuorum, checks: [checkNotSession] },
  delete_user_tags: { decidedBy: rootQuorum, checks: [checkNotSession] },
  create_authenticators: { decidedBy: selfOrRootQuorum, checks: [checkNotSession] },
  delete_authenticators: { decidedBy: selfOrRootQuorum, checks: [checkNotSession] },
  create_api_keys: { decidedBy: selfOrRootQuorum, checks: [checkNoPermanentKeys] },
  // Whether a session key touches permanent ones is decided in `handle/`, where the keys are known.
  delete_api_keys: { decidedBy: selfOrRootQuorum, checks: [] },
  create_read_only_session: { decidedBy: self, checks: [] },
  delete_read_only_sessions: { decidedBy: self, checks: [], isOpenToReadOnly: true },
  // Whether a session key's successor outlives it is decided in `handle/`, as with every other key.
  create_read_write_session: { decidedBy: sessionOfSelfOrRootQuorum, checks: [] },
  stamp_login: { decidedBy: self, checks: [] },
  approve_activity: { decidedBy: self, checks: [checkIsRoot, checkNotSession] },
  reject_activity: { decidedBy: self, checks: [checkIsRoot, checkNotSession] },
  end_sessions: { decidedBy: sessionsOfSelfOrRootQuorum, checks: [] },
  // That a session key signs, and how far it gets, is decided in `handle/`.
  renew_session: { decidedBy: self, checks: [] },
  set_session_limits: { decidedBy: rootQuorum, checks: [checkNotSession] },
  create_session_profile: { decidedBy: rootQuorum, checks: [checkNotSession] },
}
