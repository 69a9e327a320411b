/** The statements that most requests run, as fixed text, so that each is parsed once in the life of the process. */

// Ids come out as hex: a string costs a fifth of what a byte array does, and these statements run on every request.
const owner = `hex(o.organization_id) as organization_hex, hex(o.parent_organization_id) as parent_hex,
  hex(u.user_id) as user_hex, o.organization_name, o.root_quorum_threshold, u.user_name, u.is_root`

const joinOwner = `
  join users u on u.organization_id = c.organization_id and u.user_id = c.user_id
  join organizations o on o.organization_id = c.organization_id`

const selectApiKeyWithOwner = `select ${owner}, hex(c.api_key_id) as credential_hex, c.credential_type, c.expires_at_ms,
  hex(c.session_profile_id) as profile_hex from api_keys c ${joinOwner}`

const selectAuthenticatorWithOwner = `select ${owner}, hex(c.authenticator_id) as credential_hex, c.credential_id, c.public_key_cose,
  c.algorithm, c.rp_id, c.sign_count, c.backup_eligible, c.backup_state from authenticators c ${joinOwner}`

/** Statements by what they do; the comment names the parameters in the order they are bound. */
export const hotStatements = {
  /** organization, public key */
  findApiKey: `${selectApiKeyWithOwner} where c.organization_id = ? and c.public_key = ?`,
  /** parent organization, public key */
  findApiKeysOfChildren: `${selectApiKeyWithOwner} where c.parent_organization_id = ? and c.public_key = ? limit 2`,
  /** organization, credential id */
  findAuthenticator: `${selectAuthenticatorWithOwner} where c.organization_id = ? and c.credential_id = ?`,
  /** parent organization, credential id */
  findAuthenticatorsOfChildren: `${selectAuthenticatorWithOwner}
    where c.parent_organization_id = ? and c.credential_id = ? limit 2`,
  /** organization, hash of the token */
  findReadOnlySession: `select ${owner}, c.expires_at_ms, hex(c.session_id) as session_hex from read_only_sessions c ${joinOwner}
    where c.organization_id = ? and c.token_hash = ?`,
  /** organization */
  findOrganization: 'select * from organizations where organization_id = ? and deleted_at_ms is null',
  /** organization, its parent or itself again, name */
  findFeatureOfFamily: 'select * from organization_features where organization_id in (?, ?) and feature_name = ?',
  /** organization, user */
  findUser: 'select * from users where organization_id = ? and user_id = ?',
  /** organization */
  listRootUserIds: 'select user_id from users where organization_id = ? and is_root = 1',
  /** organization, user */
  listApiKeysOfUser:
    'select * from api_keys where organization_id = ? and user_id = ? order by created_at_ms, api_key_id',
  /** organization, user */
  listApiKeyLives:
    'select hex(api_key_id) as credential_hex, expires_at_ms from api_keys where organization_id = ? and user_id = ?',
  /** organization, user */
  listAuthenticatorsOfUser:
    'select * from authenticators where organization_id = ? and user_id = ? order by created_at_ms, authenticator_id',
  /** organization, user */
  listTagIdsOfUser:
    'select hex(tag_id) as tag_hex from user_tag_members where organization_id = ? and user_id = ? order by tag_id',
  /** organization */
  listTagMembers: `select hex(user_id) as user_hex, hex(tag_id) as tag_hex from user_tag_members
    where organization_id = ? order by user_id, tag_id`,
  /** organization, API key */
  findApiKeyById: 'select * from api_keys where organization_id = ? and api_key_id = ?',
  /** organization, authenticator */
  findAuthenticatorById: 'select * from authenticators where organization_id = ? and authenticator_id = ?',
  /** organization, user, API key, moment at which it must live */
  hasLiveApiKey: `select 1 from api_keys
    where organization_id = ? and user_id = ? and api_key_id = ? and (expires_at_ms is null or expires_at_ms > ?)`,
  /** organization, authenticator */
  hasAuthenticator: 'select 1 from authenticators where organization_id = ? and authenticator_id = ?',
  /** the record, by name */
  addApiKey: `insert into api_keys (
    organization_id, public_key, parent_organization_id, api_key_id, user_id, api_key_name,
    credential_type, expiration_seconds, expires_at_ms, created_at_ms, opener_kind, opener_id, root_passkey_id,
    touched_at_ms, renewable_until_ms, session_profile_id, last_used_at_ms, user_agent)
    values (
    :organization_id, :public_key, :parent_organization_id, :api_key_id, :user_id, :api_key_name,
    :credential_type, :expiration_seconds, :expires_at_ms, :created_at_ms, :opener_kind, :opener_id, :root_passkey_id,
    :touched_at_ms, :renewable_until_ms, :session_profile_id, :last_used_at_ms, :user_agent)
    on conflict (organization_id, public_key) do nothing`,
  /** organization, user, API key */
  deleteApiKey: 'delete from api_keys where organization_id = ? and user_id = ? and api_key_id = ?',
  /** organization, user, API key */
  findApiKeyOfUser: 'select * from api_keys where organization_id = ? and user_id = ? and api_key_id = ?',
  /** end, latest end, organization, user, API key */
  renewApiKey: `update api_keys set expires_at_ms = ?, renewable_until_ms = ?
    where organization_id = ? and user_id = ? and api_key_id = ?`,
  /** organization */
  findSessionRenewal: `select coalesce(o.session_renewal_seconds, p.session_renewal_seconds) as renewal_seconds
    from organizations o left join organizations p on p.organization_id = o.parent_organization_id
    where o.organization_id = ?`,
  /** organization, session profile */
  findSessionProfile: 'select * from session_profiles where organization_id = ? and session_profile_id = ?',
  /** moment, organization, user, API key, moment */
  noteUseOfApiKey: `update api_keys set last_used_at_ms = ? where organization_id = ? and user_id = ? and api_key_id = ?
    and (last_used_at_ms is null or last_used_at_ms < ?)`,
  /** moment, organization, user, read-only session, moment */
  noteUseOfReadOnlySession: `update read_only_sessions set last_used_at_ms = ?
    where organization_id = ? and user_id = ? and session_id = ? and (last_used_at_ms is null or last_used_at_ms < ?)`,
  /** organization, fingerprint, user */
  hasSubmitted: `select 1 from activities where organization_id = ?1 and fingerprint = ?2 and user_id = ?3
    union all select 1 from votes where organization_id = ?1 and fingerprint = ?2 and user_id = ?3`,
  /** organization, fingerprint */
  findActivityByFingerprint: 'select * from activities where organization_id = ? and fingerprint = ?',
  /** the record, by name */
  addActivity: `insert into activities (
    organization_id, activity_id, fingerprint, type, status, user_id, body, stamp_scheme,
    stamp_public_key_hex, stamp_header, result, created_at_ms, failure, decided_at_ms)
    values (
    :organization_id, :activity_id, :fingerprint, :type, :status, :user_id, :body, :stamp_scheme,
    :stamp_public_key_hex, :stamp_header, :result, :created_at_ms, :failure, :decided_at_ms)`,
  /** the decision, by name */
  decideActivity: `update activities set status = :status, result = :result, failure = :failure, decided_at_ms = :decided_at_ms
    where organization_id = :organization_id and activity_id = :activity_id`,
  /** organization, activity */
  listVotes: 'select * from votes where organization_id = ? and activity_id = ? order by vote_id',
  /** the record, by name */
  addVote: `insert into votes (
    organization_id, activity_id, vote_id, fingerprint, user_id, selection, body,
    stamp_scheme, stamp_public_key_hex, stamp_header, created_at_ms)
    values (
    :organization_id, :activity_id, :vote_id, :fingerprint, :user_id, :selection, :body,
    :stamp_scheme, :stamp_public_key_hex, :stamp_header, :created_at_ms)`,
  /** organization */
  findLogHead: 'select position, hash from log_entries where organization_id = ? order by position desc limit 1',
  /** organization, position, kind, activity, vote, hash */
  addLogEntry: `insert into log_entries (organization_id, position, kind, activity_id, vote_id, hash)
    values (?, ?, ?, ?, ?, ?)`,
  /** organization, credential id */
  findSignCount: 'select sign_count, backup_state from authenticators where organization_id = ? and credential_id = ?',
  /** counter, backup state, organization, credential id, counter, counter */
  advanceSignCount: `update authenticators set sign_count = ?, backup_state = ?
    where organization_id = ? and credential_id = ? and (sign_count < ? or (sign_count = 0 and ? = 0))`,
} as const
