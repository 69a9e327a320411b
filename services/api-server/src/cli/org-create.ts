/** `latchkey org create`: a new parent organization with a root user and its key, straight in the store. */
import { addRootUser, toRootKey } from '../root-user.ts'
import { command } from './command.ts'
import { publicKeyOption, takeKeyPair } from './key-pair.ts'
import { readLabel } from './read-text.ts'
import { withStore } from './with-store.ts'

/** Makes a parent organization and prints its ids and key as JSON. */
export const orgCreate = command({
  name: 'org create',
  summary:
    'Makes a parent organization with one root user and its API key, and prints them as JSON. Stop a server with the embedded database first.',
  options: {
    name: { type: 'string', value: 'NAME', meaning: 'name of the organization', isRequired: true },
    'user-name': { type: 'string', value: 'NAME', meaning: 'name of the root user; default Operator' },
    ...publicKeyOption,
  },
  async run(values, context) {
    const names = {
      organizationName: readLabel('name', values.name),
      userName: readLabel('user-name', values['user-name'] ?? 'Operator'),
    }
    const { point, ...keyPair } = await takeKeyPair(values['api-public-key'])
    const root = await withStore(context, (reach) =>
      reach.store.transact(async (transaction) => {
        const made = await addRootUser(transaction, reach, names)
        await transaction.addApiKey(toRootKey(made, point, reach, names.userName))
        return made
      }),
    )
    context.print(`${JSON.stringify({ ...root, ...keyPair }, undefined, 2)}\n`)
    return 0
  },
})
