/** The statements that most requests run, as fixed text, so that each is parsed once in the life of a connection. */
import type { ActivitiesTable, ApiKeysTable, StoreValue, VotesTable } from '../schema.ts'

/** What the two databases write differently. */
export interface HotDialect {
  /**
   * Bytes of a column as hexadecimal digits: a string costs a fifth of what a byte array does, and these statements run on every request.
   * @param column name of the column
   */
  hex(column: string): string
  /** Ends a statement that locks the rows it finds; empty where a transaction is alone anyway. */
  lock: string
  /** Ends a statement that locks the rows it finds, and leaves out those that somebody else has locked. */
  skipLocked: string
  /** Waits until no other transaction makes the first organization; a statement without parameters. */
  lockStart: string
  /**
   * Name of a parameter.
   * @param position from 1
   */
  parameter(position: string): string
}

/** Columns in the order in which the statement of that name takes them. */
export const recordColumns = {
  addApiKey: [
    'organization_id',
    'public_key',
    'parent_organization_id',
    'api_key_id',
    'user_id',
    'api_key_name',
    'credential_type',
    'expiration_seconds',
    'expires_at_ms',
    'created_at_ms',
    'opener_kind',
    'opener_id',
    'root_passkey_id',
    'touched_at_ms',
    'renewable_until_ms',
    'session_profile_id',
    'last_used_at_ms',
    'user_agent',
  ],
  addActivity: [
    'organization_id',
    'activity_id',
    'fingerprint',
    'type',
    'status',
    'user_id',
    'body',
    'stamp_scheme',
    'stamp_public_key_hex',
    'stamp_header',
    'result',
    'created_at_ms',
    'failure',
    'decided_at_ms',
  ],
  decideActivity: ['organization_id', 'activity_id', 'status', 'result', 'failure', 'decided_at_ms'],
  addVote: [
    'organization_id',
    'activity_id',
    'vote_id',
    'fingerprint',
    'user_id',
    'selection',
    'body',
    'stamp_scheme',
    'stamp_public_key_hex',
    'stamp_header',
    'created_at_ms',
  ],
} as const satisfies {
  addApiKey: readonly (keyof ApiKeysTable)[]
  addActivity: readonly (keyof ActivitiesTable)[]
  decideActivity: readonly (keyof ActivitiesTable)[]
  addVote: readonly (keyof VotesTable)[]
}

/**
 * Values of a record in the order of a statement's parameters.
 * @param columns order
 * @param record what is stored
 */
export function valuesOf<Column extends string>(
  columns: readonly Column[],
  record: Readonly<Record<Column, StoreValue>>,
): StoreValue[] {
  return columns.map((column) => record[column])
}

function insertInto(table: string, columns: readonly string[]): string {
  const parameters = columns.map((_, index) => `$${index + 1}`)
  return `insert into ${table} (${columns.join(', ')}) values (${parameters.join(', ')})`
}

const joinOwner = `
  join users u on u.organization_id = c.organization_id and u.user_id = c.user_id
  join organizations o on o.organization_id = c.organization_id`

/** Statements that find a credential together with its user and organization. */
function findCredentials({ hex }: HotDialect) {
  const owner = `${hex('o.organization_id')} as organization_hex, ${hex('o.parent_organization_id')} as parent_hex,
    ${hex('u.user_id')} as user_hex, o.organization_name, o.root_quorum_threshold, u.user_name, u.is_root`
  const apiKey = `select ${owner}, ${hex('c.api_key_id')} as credential_hex, c.credential_type, c.expires_at_ms,
    ${hex('c.session_profile_id')} as profile_hex from api_keys c ${joinOwner}`
  const authenticator = `select ${owner}, ${hex('c.authenticator_id')} as credential_hex, c.credential_id, c.public_key_cose,
    c.algorithm, c.rp_id, c.sign_count, c.backup_eligible, c.backup_state from authenticators c ${joinOwner}`
  return {
    /** organization, public key */
    findApiKey: `${apiKey} where c.organization_id = $1 and c.public_key = $2`,
    /** parent organization, public key */
    findApiKeysOfChildren: `${apiKey} where c.parent_organization_id = $1 and c.public_key = $2 limit 2`,
    /** organization, credential id */
    findAuthenticator: `${authenticator} where c.organization_id = $1 and c.credential_id = $2`,
    /** parent organization, credential id */
    findAuthenticatorsOfChildren: `${authenticator}
    where c.parent_organization_id = $1 and c.credential_id = $2 limit 2`,
    /** organization, hash of the token */
    findReadOnlySession: `select ${owner}, c.expires_at_ms, ${hex('c.session_id')} as session_hex
    from read_only_sessions c ${joinOwner}
    where c.organization_id = $1 and c.token_hash = $2`,
  }
}

/** Statements about organizations, users, and what is theirs. */
function ofUsers({ hex, lock, lockStart }: HotDialect) {
  const findOrganization = 'select * from organizations where organization_id = $1 and deleted_at_ms is null'
  const findUser = 'select * from users where organization_id = $1 and user_id = $2'
  return {
    /** organization */
    findOrganization,
    /** organization */
    lockOrganization: `${findOrganization} ${lock}`,
    lockStart,
    findFirstOrganization: `select * from organizations where parent_organization_id is null
    order by organization_id limit 1`,
    /** organization, its parent or itself again, name */
    findFeatureOfFamily: 'select * from organization_features where organization_id in ($1, $2) and feature_name = $3',
    /** organization, user */
    findUser,
    /** organization, user */
    lockUser: `${findUser} ${lock}`,
    /** organization */
    listRootUserIds: 'select user_id from users where organization_id = $1 and is_root = 1',
    /** organization, user */
    listApiKeysOfUser:
      'select * from api_keys where organization_id = $1 and user_id = $2 order by created_at_ms, api_key_id',
    /** organization, user */
    listApiKeyLives: `select ${hex('api_key_id')} as credential_hex, expires_at_ms from api_keys
    where organization_id = $1 and user_id = $2`,
    /** organization, user */
    listAuthenticatorsOfUser:
      'select * from authenticators where organization_id = $1 and user_id = $2 order by created_at_ms, authenticator_id',
    /** organization, user */
    listTagIdsOfUser: `select ${hex('tag_id')} as tag_hex from user_tag_members
    where organization_id = $1 and user_id = $2 order by tag_id`,
    /** organization */
    listTagMembers: `select ${hex('user_id')} as user_hex, ${hex('tag_id')} as tag_hex from user_tag_members
    where organization_id = $1 order by user_id, tag_id`,
  }
}

/** Statements about single credentials. */
const ofCredentials = {
  /** organization, API key */
  findApiKeyById: 'select * from api_keys where organization_id = $1 and api_key_id = $2',
  /** organization, authenticator */
  findAuthenticatorById: 'select * from authenticators where organization_id = $1 and authenticator_id = $2',
  /** organization, user, API key, moment at which it must live */
  hasLiveApiKey: `select 1 as found from api_keys
    where organization_id = $1 and user_id = $2 and api_key_id = $3 and (expires_at_ms is null or expires_at_ms > $4)`,
  /** organization, authenticator */
  hasAuthenticator: 'select 1 as found from authenticators where organization_id = $1 and authenticator_id = $2',
  /** the record */
  addApiKey: `${insertInto('api_keys', recordColumns.addApiKey)} on conflict (organization_id, public_key) do nothing`,
  /** organization, user, API key */
  deleteApiKey: 'delete from api_keys where organization_id = $1 and user_id = $2 and api_key_id = $3',
  /** organization, credential id */
  findSignCount:
    'select sign_count, backup_state from authenticators where organization_id = $1 and credential_id = $2',
  /** counter, backup state, organization, credential id */
  advanceSignCount: `update authenticators set sign_count = $1, backup_state = $2
    where organization_id = $3 and credential_id = $4 and (sign_count < $1 or (sign_count = 0 and $1 = 0))`,
} as const

/** Statements about sessions. A use is noted only where that means no waiting: a session that somebody changes has other news. */
function ofSessions({ skipLocked }: HotDialect) {
  return {
    /** organization, user, API key */
    findApiKeyOfUser: 'select * from api_keys where organization_id = $1 and user_id = $2 and api_key_id = $3',
    /** end, latest end, organization, user, API key */
    renewApiKey: `update api_keys set expires_at_ms = $1, renewable_until_ms = $2
    where organization_id = $3 and user_id = $4 and api_key_id = $5`,
    /** organization */
    findSessionRenewal: `select coalesce(o.session_renewal_seconds, p.session_renewal_seconds) as renewal_seconds
    from organizations o left join organizations p on p.organization_id = o.parent_organization_id
    where o.organization_id = $1`,
    /** organization, session profile */
    findSessionProfile: 'select * from session_profiles where organization_id = $1 and session_profile_id = $2',
    /** moment, organization, user, API key */
    noteUseOfApiKey: `update api_keys set last_used_at_ms = $1 where (organization_id, public_key) in (
    select organization_id, public_key from api_keys where organization_id = $2 and user_id = $3 and api_key_id = $4
    and (last_used_at_ms is null or last_used_at_ms < $1) ${skipLocked})`,
    /** moment, organization, user, read-only session */
    noteUseOfReadOnlySession: `update read_only_sessions set last_used_at_ms = $1 where (organization_id, token_hash) in (
    select organization_id, token_hash from read_only_sessions where organization_id = $2 and user_id = $3
    and session_id = $4 and (last_used_at_ms is null or last_used_at_ms < $1) ${skipLocked})`,
  }
}

/** Statements about activities, votes and the log. */
function ofActivities({ lock }: HotDialect) {
  const findActivityByFingerprint = 'select * from activities where organization_id = $1 and fingerprint = $2'
  return {
    /** organization, fingerprint, user */
    hasSubmitted: `select 1 as found from activities where organization_id = $1 and fingerprint = $2 and user_id = $3
    union all select 1 from votes where organization_id = $1 and fingerprint = $2 and user_id = $3`,
    /** organization, fingerprint */
    findActivityByFingerprint,
    /** organization, fingerprint */
    lockActivity: `${findActivityByFingerprint} ${lock}`,
    /** the record */
    addActivity: insertInto('activities', recordColumns.addActivity),
    /** the decision */
    decideActivity: `update activities set status = $3, result = $4, failure = $5, decided_at_ms = $6
    where organization_id = $1 and activity_id = $2`,
    /** organization, activity */
    listVotes: 'select * from votes where organization_id = $1 and activity_id = $2 order by vote_id',
    /** the record */
    addVote: insertInto('votes', recordColumns.addVote),
    /** organization */
    findLogHead: 'select position, hash from log_entries where organization_id = $1 order by position desc limit 1',
    /** organization, position, kind, activity, vote, hash */
    addLogEntry: `insert into log_entries (organization_id, position, kind, activity_id, vote_id, hash)
    values ($1, $2, $3, $4, $5, $6)`,
  }
}

/** Texts by what the statements do; the comments above name the parameters in order. */
export type HotStatements = ReturnType<typeof writeHotStatements>

/**
 * Writes the statements for one database.
 * @param dialect what it writes differently
 */
export function makeHotStatements(dialect: HotDialect): HotStatements {
  const written = Object.entries(writeHotStatements(dialect))
  const named = written.map(([name, sql]) => [name, sql.replaceAll(/\$(\d+)/g, (_, n) => dialect.parameter(n))])
  return Object.fromEntries(named)
}

function writeHotStatements(dialect: HotDialect) {
  return {
    ...findCredentials(dialect),
    ...ofUsers(dialect),
    ...ofCredentials,
    ...ofSessions(dialect),
    ...ofActivities(dialect),
  }
}
