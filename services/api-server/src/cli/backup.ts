/** `latchkey backup`: a verified copy of the database while the server runs. */
import { writeBackup } from '../backup/write-backup.ts'
import { readConfig } from '../config.ts'
import { secretFileNames } from '../data-directory.ts'
import { requireEmbedded } from '../open-store.ts'
import { command } from './command.ts'

/** Writes a backup. */
export const backup = command({
  name: 'backup',
  summary: 'Writes a verified copy of the embedded database; the server may run.',
  options: {
    to: { type: 'string', value: 'FILE', meaning: 'path of the backup, which does not exist yet', isRequired: true },
    'with-secrets': { type: 'boolean', meaning: 'writes the server’s secret files beside it as well' },
  },
  async run({ to, 'with-secrets': withSecrets }, { environment, print }) {
    const { dataDir } = requireEmbedded(readConfig(environment))
    const { organizations, entries } = await writeBackup({ dataDir, to, withSecrets })
    print(`${to}: ${organizations} organizations, ${entries} log entries, verified\n`)
    const names = secretFileNames.join(' and ')
    print(withSecrets ? `${names} are beside it\n` : `${names} are not in it: back them up apart\n`)
    return 0
  },
})
