/** Who may do what, cell by cell: every operation, in every variant, by everybody. The tables are the specification. */

/** Outcomes as the tables name them: status, and code of a refusal or status of an activity. */
export const outcomes = {
  ok: [200, undefined],
  waits: [200, 'ACTIVITY_STATUS_CONSENSUS_NEEDED'],
  rejected: [200, 'ACTIVITY_STATUS_REJECTED'],
  denied: [403, 'REQUEST_NOT_AUTHORIZED'],
  stepUp: [403, 'STEP_UP_REQUIRED'],
  readOnly: [403, 'SESSION_READ_ONLY'],
  notParent: [403, 'CALLER_NOT_PARENT'],
  notChild: [403, 'CALLER_NOT_SUB_ORGANIZATION'],
  unknown: [401, 'PUBLIC_KEY_NOT_FOUND'],
  expired: [401, 'API_KEY_EXPIRED'],
  notSession: [400, 'SESSION_KEY_REQUIRED'],
  noUser: [404, 'USER_NOT_FOUND'],
} as const satisfies Record<string, readonly [status: number, code: string | undefined]>

/** Outcome as the tables name it. */
export type Outcome = keyof typeof outcomes

/** Expectations of one operation in one variant, by column. */
export interface Row {
  name: string
  variant: string
  cells: Record<string, Outcome>
}

function readOutcome(text: string): Outcome {
  if (Object.hasOwn(outcomes, text)) return text as Outcome
  throw new Error(`${text} is no outcome`)
}

/** Reads a table: columns stand between bars, the first holds the operation and, after a space, its variant. */
function readTable(text: string): Row[] {
  const [head = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return lines.map(([title = '', ...cells]) => {
    if (cells.length + 1 !== head.length) throw new Error(`the line of ${title} has ${cells.length} cells`)
    const [, name = '', variant = ''] = /^(\S+) (.+)$/.exec(title) ?? []
    const entries = cells.map((cell, index) => [head[index + 1] ?? '', readOutcome(cell)])
    return { name, variant, cells: Object.fromEntries(entries) }
  })
}

/** Requests to a sub-organization. `root 2of2` is a root user where two of two must agree; `… session` signs with a session key. */
export const inSubOrganization: readonly Row[] = readTable(`
operation variant                         | root       | user       | root session | user session | read-only | parent root | parent user | sibling | stranger | expired | root 2of2  | 2of2 session
whoami any                                | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_organization any                      | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_organization_configs any              | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_user self                             | ok         | ok         | ok           | ok           | ok        | noUser      | noUser      | unknown | unknown  | expired | ok         | ok
get_user other                            | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_users any                            | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_user_tags any                        | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_api_keys everyone                     | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_api_keys other                        | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_api_key other                         | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_authenticators other                  | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_authenticator other                   | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_suborgs any                          | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_verified_suborgs any                 | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_activity other                        | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_activities any                       | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
list_sessions own                         | ok         | ok         | ok           | ok           | ok        | noUser      | noUser      | unknown | unknown  | expired | ok         | ok
list_sessions self                        | ok         | ok         | ok           | ok           | ok        | noUser      | noUser      | unknown | unknown  | expired | ok         | ok
list_sessions other                       | ok         | denied     | ok           | denied       | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_session_profile any                   | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
get_session_profiles any                  | ok         | ok         | ok           | ok           | ok        | ok          | ok          | unknown | unknown  | expired | ok         | ok
create_sub_organization any               | notParent  | denied     | notParent    | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | notParent  | notParent
delete_sub_organization any               | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_organization_name any              | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_root_quorum any                    | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
set_organization_feature any              | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
remove_organization_feature any           | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_users any                          | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_api_only_users any                 | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user self                          | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
update_user other                         | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user self contact                  | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
update_user other contact                 | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user self tags                     | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user_name self                     | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
update_user_name other                    | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user_email self                    | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
update_user_email other                   | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user_phone_number self             | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
update_user_phone_number other            | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_users self                         | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_users other                        | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_user_tag any                       | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
update_user_tag any                       | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_user_tags any                      | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_authenticators self                | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
create_authenticators other               | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_authenticators self                | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
delete_authenticators other               | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_api_keys self                      | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
create_api_keys other                     | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_api_keys self permanent            | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
create_api_keys other permanent           | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_api_keys self                      | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
delete_api_keys other                     | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
delete_api_keys self permanent            | ok         | ok         | stepUp       | stepUp       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
delete_api_keys other permanent           | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_read_only_session any              | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
delete_read_only_sessions any             | ok         | ok         | ok           | ok           | ok        | denied      | denied      | unknown | unknown  | expired | ok         | ok
create_read_write_session self            | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
create_read_write_session other           | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_read_write_session other by e-mail | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | denied     | denied
stamp_login any                           | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
approve_activity any                      | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | stepUp
reject_activity any                       | waits      | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | rejected   | stepUp
end_sessions self                         | ok         | ok         | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | ok         | ok
end_sessions other                        | ok         | denied     | ok           | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
renew_session any                         | notSession | notSession | ok           | ok           | readOnly  | denied      | denied      | unknown | unknown  | expired | notSession | ok
set_session_limits any                    | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
create_session_profile any                | ok         | denied     | stepUp       | denied       | readOnly  | denied      | denied      | unknown | unknown  | expired | waits      | stepUp
`)

/** What differs when a request names a parent organization and its own people send it. */
const onlyInParent: readonly Row[] = readTable(`
operation variant           | root     | user   | root session | user session | read-only | stranger | expired | root 2of2 | 2of2 session
create_sub_organization any | ok       | denied | stepUp       | denied       | readOnly  | unknown  | expired | waits     | stepUp
delete_sub_organization any | notChild | denied | notChild     | denied       | readOnly  | unknown  | expired | notChild  | notChild
`)

/** What the root user of a sub-organization gets who names the parent: it stands for the sub-organization, or the key is unknown. */
const byChild: readonly Row[] = readTable(`
operation variant                         | child root
whoami any                                | ok
create_read_only_session any              | ok
create_read_write_session self            | ok
create_read_write_session other           | noUser
create_read_write_session other by e-mail | noUser
stamp_login any                           | ok
`)

const find = (rows: readonly Row[], { name, variant }: Row) =>
  rows.find((row) => row.name === name && row.variant === variant)

function toParentRow(row: Row): Row {
  const { 'parent root': _root, 'parent user': _user, sibling: _sibling, ...shared } = row.cells
  const unknown: Row['cells'] = { 'child root': 'unknown' }
  const cells = { ...(find(onlyInParent, row)?.cells ?? shared), ...(find(byChild, row)?.cells ?? unknown) }
  return { ...row, cells }
}

/** Requests to a parent organization. */
export const inParent: readonly Row[] = inSubOrganization.map(toParentRow)
