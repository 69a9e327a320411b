/** What a database server must be and keep to before it may be used. */
import type { ClientBase } from 'pg'

const oldestVersion = 140_000

/** Settings on which it rests that an acknowledged commit survives a power loss; other values of `synchronous_commit` only add copies. */
const durable: Readonly<Record<string, RegExp>> = {
  fsync: /^on$/,
  full_page_writes: /^on$/,
  synchronous_commit: /^(on|local|remote_write|remote_apply)$/,
}

/**
 * Checks version and encoding, and that a commit is on the disk when it is acknowledged.
 * @param client connection to the server
 * @param mayLose whether commits may be lost; for tests and trials
 * @throws Error naming the first thing that is not as it must be
 */
export async function checkServer(client: ClientBase, mayLose: boolean): Promise<void> {
  const settings = await readSettings(client)
  const version = Number(settings.get('server_version_num'))
  if (version < oldestVersion)
    throw new Error(`it is PostgreSQL ${Math.floor(version / 10_000)}; 14 or later is needed`)
  const encoding = settings.get('server_encoding')
  if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}; it must be UTF8`)
  for (const [name, expected] of mayLose ? [] : Object.entries(durable)) {
    const value = settings.get(name) ?? ''
    if (!expected.test(value)) throw new Error(`its setting ${name} is ${value}: commits could be lost; turn it on`)
  }
}

async function readSettings(client: ClientBase): Promise<Map<string, string>> {
  const names = ['server_version_num', 'server_encoding', ...Object.keys(durable)]
  const { rows } = await client.query('select name, setting from pg_settings where name = any($1)', [names])
  return new Map(rows.map(({ name, setting }) => [name, setting]))
}
