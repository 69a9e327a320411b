/** `latchkey restore`: a backup in the place of the database. */
import { restoreBackup } from '../backup/restore-backup.ts'
import { readConfig } from '../config.ts'
import { requireEmbedded } from '../open-store.ts'
import { command } from './command.ts'

/** Restores a backup. */
export const restore = command({
  name: 'restore',
  summary: 'Verifies a backup and puts it in the place of the embedded database. Stop the server first.',
  options: {
    from: { type: 'string', value: 'FILE', meaning: 'path of the backup', isRequired: true },
    force: { type: 'boolean', meaning: 'replaces what is there; the old database is kept as latchkey.db.replaced' },
  },
  async run({ from, force }, { environment, print }) {
    const { dataDir } = requireEmbedded(readConfig(environment))
    const { organizations, entries, secrets } = await restoreBackup({ from, dataDir, isForced: force })
    print(`${dataDir}: ${organizations} organizations, ${entries} log entries, verified\n`)
    if (secrets.length === 0) print('no secrets lay beside the backup: put them back by hand, or new ones are made\n')
    return 0
  },
})
