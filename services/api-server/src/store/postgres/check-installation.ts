/** That all processes on a database have the same secrets beside it: a session opened by one must be good at the others. */
import type { ClientBase } from 'pg'

// One row for the whole installation, about no tenant: the one table besides those of the migrations' own bookkeeping.
const createTable = `create table if not exists installation (
  only_row boolean primary key default true check (only_row), secrets_digest bytea not null)`

/**
 * Leaves the digest of this process's secrets in the database, or compares it with the one that is there.
 * @param client connection to the database, in which nobody else starts at the moment
 * @param digest 32 bytes, from which the secrets cannot be told
 * @throws Error when another process has other secrets
 */
export async function checkInstallation(client: ClientBase, digest: Uint8Array): Promise<void> {
  await client.query(createTable)
  await client.query('insert into installation (secrets_digest) values ($1) on conflict do nothing', [digest])
  const { rows } = await client.query('select 1 from installation where secrets_digest = $1', [digest])
  if (rows.length === 0) {
    throw new Error(
      'it belongs to servers with other secrets; copy session-secret and session-jwt-key from the data directory of one of them',
    )
  }
}
