/** Users of a request with their first credentials: what `create_users` and `create_sub_organization` have in common. */
import { Refusal } from '../../refusal.ts'
import type { ActivityIdentity } from '../../store/activity-rows.ts'
import type { Transaction } from '../../store/store.ts'
import type { Policy, System } from '../../system.ts'
import { addApiKeys } from './add-api-keys.ts'
import { addAuthenticators } from './add-authenticators.ts'
import type { AuthenticatorInput } from './authenticator-input.ts'
import { type ApiKeyInput, type NewApiKey, readNewApiKeys } from './new-api-key.ts'
import type { Owner } from './owner.ts'
import { type NewAuthenticator, verifyRegistrations } from './registration.ts'

/** User as requests describe it, in any version. */
export interface UserInput {
  userName: string
  userEmail?: string
  userPhoneNumber?: string
  apiKeys: readonly ApiKeyInput[]
  authenticators: readonly AuthenticatorInput[]
  oauthProviders?: readonly unknown[]
  userTags?: readonly unknown[]
}

/** User that may be added. */
export interface NewUser {
  userName: string
  email: string | undefined
  phoneNumber: string | undefined
  apiKeys: NewApiKey[]
  authenticators: NewAuthenticator[]
}

/** Where a new user belongs. */
export interface Membership extends Omit<Owner, 'userId'> {
  isRoot: boolean
}

/**
 * The users of a request with verified credentials; empty texts count as absent.
 * @param inputs users as sent
 * @param path where they stand in the request, such as `parameters.rootUsers`
 * @param policy origins of passkeys and longest life of session keys
 * @throws IDENTITY_PROVIDERS_UNAVAILABLE when a user brings OAuth providers or tags
 * @throws every refusal of {@link readNewApiKeys} and {@link verifyRegistrations}
 */
export async function readNewUsers(inputs: readonly UserInput[], path: string, policy: Policy): Promise<NewUser[]> {
  const users: NewUser[] = []
  for (const [index, input] of inputs.entries()) users.push(await readNewUser(input, `${path}.${index}`, policy))
  return users
}

async function readNewUser(input: UserInput, path: string, policy: Policy): Promise<NewUser> {
  if (input.oauthProviders?.length || input.userTags?.length) throw new Refusal('IDENTITY_PROVIDERS_UNAVAILABLE')
  return {
    userName: input.userName,
    email: input.userEmail || undefined,
    phoneNumber: input.userPhoneNumber || undefined,
    apiKeys: readNewApiKeys(input.apiKeys, `${path}.apiKeys`, policy),
    authenticators: await verifyRegistrations(input.authenticators, `${path}.authenticators`, policy),
  }
}

/**
 * Adds users with their credentials and answers their ids, in the order given. Where the organization is not new in this
 * transaction, its row must be locked.
 * @param transaction the one in which the activity is recorded
 * @param activity its identity
 * @param users checked users
 * @param membership organization they join, and whether as root users
 * @param system makes ids
 * @throws every refusal of {@link addApiKeys} and {@link addAuthenticators}
 */
export async function addUsers(
  transaction: Transaction,
  activity: ActivityIdentity,
  users: readonly NewUser[],
  membership: Membership,
  system: Pick<System, 'newId'>,
): Promise<string[]> {
  const { isRoot, ...organization } = membership
  const birth = { activity, newId: () => system.newId() }
  const userIds: string[] = []
  for (const { userName, email, phoneNumber, apiKeys, authenticators } of users) {
    const owner = { ...organization, userId: system.newId() }
    const { createdAtMs } = activity
    const { organizationId, userId } = owner
    await transaction.addUser({
      organizationId,
      userId,
      userName,
      email,
      phoneNumber,
      isRoot,
      createdAtMs,
      updatedAtMs: createdAtMs,
    })
    await addApiKeys(transaction, owner, apiKeys, birth)
    await addAuthenticators(transaction, owner, authenticators, birth)
    userIds.push(userId)
  }
  return userIds
}
