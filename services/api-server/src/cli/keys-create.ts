/** `latchkey keys create`: a key pair, registered for a user when one is named. */
import { lockUser } from '../handle/activities/lock-user.ts'
import { addApiKeys } from '../handle/credentials/add-api-keys.ts'
import { type ApiKeyInput, type NewApiKey, readNewApiKeys } from '../handle/credentials/new-api-key.ts'
import { Refusal } from '../refusal.ts'
import { type CommandContext, command, type OptionValues, UsageError } from './command.ts'
import { publicKeyOption, takeKeyPair } from './key-pair.ts'
import { readId, readLabel } from './read-text.ts'
import { type Reach, withStore } from './with-store.ts'

/** User a key is registered for. */
interface User {
  organizationId: string
  userId: string
}

function readUser(organizationId: string | undefined, userId: string | undefined): User | undefined {
  if (organizationId === undefined && userId === undefined) return undefined
  if (organizationId === undefined || userId === undefined) throw new UsageError('--org and --user go together')
  return { organizationId: readId('org', organizationId), userId: readId('user', userId) }
}

/** What there is to say about a key besides the key itself. */
type Input = Pick<ApiKeyInput, 'apiKeyName' | 'expirationSeconds'>

function readInput(values: OptionValues<typeof options>, user: User | undefined): Input {
  const { expires, name } = values
  if (!user && (expires ?? name ?? values['api-public-key']) !== undefined) {
    throw new UsageError(
      '--expires, --name and --api-public-key are for a key that is registered, with --org and --user',
    )
  }
  if (expires !== undefined && !/^[1-9][0-9]{0,9}$/.test(expires)) {
    throw new UsageError('--expires must be a whole number of seconds, at least 1')
  }
  return { apiKeyName: readLabel('name', name ?? 'Command line'), ...(expires && { expirationSeconds: expires }) }
}

/** By the rules of `create_api_keys`, except that nobody signs: who reaches the store may. */
function addKeys({ store, newId, nowMs, config }: Reach, user: User, keys: NewApiKey[]): Promise<string[]> {
  return store.transact(async (transaction) => {
    const organization = await transaction.lockOrganization(user.organizationId)
    if (!organization) throw new Refusal('USER_NOT_FOUND')
    await lockUser(transaction, user.organizationId, user.userId)
    const owner = { ...user, parentOrganizationId: organization.parentOrganizationId }
    const activity = { activityId: newId(), createdAtMs: nowMs() }
    const caller = { ...user, credential: { kind: 'root-quorum' } } as const
    return addApiKeys(transaction, owner, keys, {
      activity,
      caller,
      userAgent: undefined,
      system: { newId, policy: config },
    })
  })
}

function register(context: CommandContext, user: User, input: ApiKeyInput): Promise<object> {
  return withStore(context, async (reach) => {
    const [apiKeyId] = await addKeys(reach, user, readNewApiKeys([input], 'apiKeys', reach.config))
    const { expirationSeconds } = input
    return { ...user, apiKeyId, ...(expirationSeconds && { expirationSeconds }) }
  })
}

const options = {
  org: { type: 'string', value: 'UUID', meaning: 'organization of the user' },
  user: { type: 'string', value: 'UUID', meaning: 'user who gets the key' },
  name: { type: 'string', value: 'NAME', meaning: 'name of the key; default Command line' },
  expires: { type: 'string', value: 'SECONDS', meaning: 'life of the key; without it, it is permanent' },
  ...publicKeyOption,
} as const

/** Makes a key pair and prints it as JSON. */
export const keysCreate = command({
  name: 'keys create',
  summary:
    'Makes an API key pair and prints it as JSON; with --org and --user it is registered, for which the server must be stopped.',
  options,
  async run(values, context) {
    const user = readUser(values.org, values.user)
    const input = readInput(values, user)
    const { point: _point, ...keyPair } = await takeKeyPair(values['api-public-key'])
    const registered = user && (await register(context, user, { ...input, publicKey: keyPair.apiPublicKey }))
    context.print(`${JSON.stringify({ ...registered, ...keyPair }, undefined, 2)}\n`)
    return 0
  },
})
