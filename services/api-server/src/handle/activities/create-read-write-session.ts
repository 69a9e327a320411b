/** `create_read_write_session`: a session whose key the server makes and only the holder of the target key can use. */
import type { ActivityCall } from '../../call.ts'
import type { CallerFacts } from '../../caller.ts'
import { Refusal } from '../../refusal.ts'
import type { System } from '../../system.ts'
import type { ActivityHandler } from '../activity-handler.ts'
import { addSessionKey } from '../credentials/add-session-key.ts'
import { readSessionSeconds } from '../credentials/new-api-key.ts'
import { makeSealedKey } from '../credentials/sealed-key.ts'

/**
 * Opens a session and answers its key, sealed; whoever reads the stored result without the target key has nothing.
 * @param call target key, life, and the user: by id (default the caller) or, in the first version, by e-mail address
 * @param caller the user itself or a root user
 * @param system users, ids, limits
 * @throws USER_NOT_FOUND when the organization has no such user
 * @throws REQUEST_NOT_AUTHORIZED when an e-mail address is another user's and the caller is not a root user who may act alone
 * @throws every refusal of {@link readSessionSeconds}, {@link makeSealedKey} and {@link addSessionKey}
 * @see Turnkey wire protocol: create_read_write_session
 */
export const createReadWriteSession: ActivityHandler<'create_read_write_session'> = async (call, caller, system) => {
  const { organizationId, organizationName, parentOrganizationId } = caller
  const { targetPublicKey, apiKeyName, expirationSeconds } = call.parameters
  const life = readSessionSeconds(expirationSeconds, system.policy)
  const { userId, invalidateExisting } = await readOwner(call, caller, system)
  const { publicKey, credentialBundle } = await makeSealedKey(targetPublicKey)
  return async (transaction, activity) => {
    const user = await transaction.lockUser(organizationId, userId)
    if (user === undefined) throw new Refusal('USER_NOT_FOUND')
    const key = {
      apiKeyName: apiKeyName ?? `Read Write Session - ${activity.createdAtMs}`,
      publicKey,
      credentialType: 'CREDENTIAL_TYPE_READ_WRITE_SESSION_KEY_P256',
      expirationSeconds: life,
    }
    const session = { key, replaces: () => invalidateExisting }
    const owner = { organizationId, parentOrganizationId, userId }
    const birth = { activity, caller, userAgent: call.userAgent, system }
    const apiKeyId = await addSessionKey(transaction, owner, session, birth)
    return { organizationId, organizationName, userId, username: user.userName, apiKeyId, credentialBundle }
  }
}

type SessionCall = ActivityCall<'create_read_write_session'>

/** Whose session it is. Members that belong to the other version count as unknown and are ignored. */
async function readOwner(
  { type, parameters }: SessionCall,
  caller: CallerFacts,
  system: System,
): Promise<{ userId: string; invalidateExisting: boolean }> {
  if (type === 'ACTIVITY_TYPE_CREATE_READ_WRITE_SESSION') {
    const email = 'email' in parameters ? parameters.email : ''
    return { userId: await findUserId(email, caller, system), invalidateExisting: false }
  }
  const userId = 'userId' in parameters ? parameters.userId : undefined
  const invalidateExisting = 'invalidateExisting' in parameters && parameters.invalidateExisting === true
  return { userId: userId ?? caller.userId, invalidateExisting }
}

/** Id of the user with an e-mail address: the caller where it is the caller's, else the one user who has it. */
async function findUserId(email: string, caller: CallerFacts, { store }: System): Promise<string> {
  const users = (await store.listUsers(caller.organizationId)).filter((user) => user.email === email)
  if (users.some((user) => user.userId === caller.userId)) return caller.userId
  if (!caller.isRoot || caller.rootQuorumThreshold > 1) {
    throw new Refusal('REQUEST_NOT_AUTHORIZED', { reason: "the e-mail address is not the caller's own" })
  }
  const [user, second] = users
  if (user === undefined || second !== undefined) {
    throw new Refusal('USER_NOT_FOUND', { reason: 'not exactly one user has this e-mail address' })
  }
  return user.userId
}
