/** Who may do what. An operation without a line here is a type error. */
import type { ActivityName } from '@latchkey/contract'
import type { ActivityCall } from '../call.ts'
import type { Caller } from '../caller.ts'
import type { Policy } from '../system.ts'
import { checkIsParent } from './rules/check-is-parent.ts'
import { checkIsSubOrganization } from './rules/check-is-sub-organization.ts'
import { checkMayActAsRoot } from './rules/check-may-act-as-root.ts'
import { checkMayWrite } from './rules/check-may-write.ts'
import { checkNoNewContact } from './rules/check-no-new-contact.ts'
import { checkNoPermanentKeys } from './rules/check-no-permanent-keys.ts'
import { checkNotReadOnly } from './rules/check-not-read-only.ts'
import { checkNotSession } from './rules/check-not-session.ts'
import { checkSelfOrRoot } from './rules/check-self-or-root.ts'
import { checkSessionOfSelfOrRoot } from './rules/check-session-of-self-or-root.ts'
import { checkEndsSessionsOfSelfOrRoot } from './rules/check-sessions-of-self-or-root.ts'

type ActivityRule<Name extends ActivityName> = (call: ActivityCall<Name>, caller: Caller, policy: Policy) => void

/** Checks of each write, in the order in which they refuse. */
export const activityRules: { readonly [Name in ActivityName]: readonly ActivityRule<Name>[] } = {
  create_sub_organization: [checkNotReadOnly, checkMayWrite, checkIsParent, checkMayActAsRoot, checkNotSession],
  delete_sub_organization: [
    checkNotReadOnly,
    checkMayWrite,
    checkIsSubOrganization,
    checkMayActAsRoot,
    checkNotSession,
  ],
  update_organization_name: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
  create_users: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
  create_api_only_users: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
  update_user: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNoNewContact],
  update_user_name: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot],
  update_user_email: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNotSession],
  update_user_phone_number: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNotSession],
  delete_users: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
  create_authenticators: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNotSession],
  delete_authenticators: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNotSession],
  create_api_keys: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot, checkNoPermanentKeys],
  // Whether a session key touches permanent ones is decided in `handle/`, where the keys are known.
  delete_api_keys: [checkNotReadOnly, checkMayWrite, checkSelfOrRoot],
  create_read_only_session: [checkNotReadOnly, checkMayWrite],
  delete_read_only_sessions: [checkMayWrite],
  // Whether a session key's successor outlives it is decided in `handle/`, as with every other key.
  create_read_write_session: [checkNotReadOnly, checkMayWrite, checkSessionOfSelfOrRoot],
  stamp_login: [checkNotReadOnly, checkMayWrite],
  end_sessions: [checkNotReadOnly, checkMayWrite, checkEndsSessionsOfSelfOrRoot],
  // That a session key signs, and how far it gets, is decided in `handle/`.
  renew_session: [checkNotReadOnly, checkMayWrite],
  set_session_limits: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
  create_session_profile: [checkNotReadOnly, checkMayWrite, checkMayActAsRoot, checkNotSession],
}
