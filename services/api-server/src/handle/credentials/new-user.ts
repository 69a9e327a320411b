/** Users of a request with their first credentials: what every activity that makes users has in common. */
import type { OriginLists } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import type { Transaction } from '../../store/store.ts'
import type { Policy } from '../../system.ts'
import { addApiKeys } from './add-api-keys.ts'
import { addAuthenticators } from './add-authenticators.ts'
import type { AuthenticatorInput } from './authenticator-input.ts'
import type { Birth } from './birth.ts'
import { type ApiKeyInput, type NewApiKey, readNewApiKeys } from './new-api-key.ts'
import type { Owner } from './owner.ts'
import { type NewAuthenticator, verifyRegistrations } from './registration.ts'

/** User as requests describe it, in any version. */
export interface UserInput {
  userName: string
  userEmail?: string | undefined
  userPhoneNumber?: string
  apiKeys: readonly ApiKeyInput[]
  authenticators: readonly AuthenticatorInput[]
  oauthProviders?: readonly unknown[]
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
 * @param policy longest life of session keys
 * @param origins lists of the pages on which their passkeys may have been made
 * @throws IDENTITY_PROVIDERS_UNAVAILABLE when a user brings OAuth providers
 * @throws every refusal of {@link readNewApiKeys} and {@link verifyRegistrations}
 */
export async function readNewUsers(
  inputs: readonly UserInput[],
  path: string,
  policy: Policy,
  origins: OriginLists,
): Promise<NewUser[]> {
  const users: NewUser[] = []
  for (const [index, input] of inputs.entries()) {
    users.push(await readNewUser(input, `${path}.${index}`, policy, origins))
  }
  return users
}

async function readNewUser(input: UserInput, path: string, policy: Policy, origins: OriginLists): Promise<NewUser> {
  if (input.oauthProviders?.length) throw new Refusal('IDENTITY_PROVIDERS_UNAVAILABLE')
  return {
    userName: input.userName,
    email: input.userEmail || undefined,
    phoneNumber: input.userPhoneNumber || undefined,
    apiKeys: readNewApiKeys(input.apiKeys, `${path}.apiKeys`, policy),
    authenticators: await verifyRegistrations(input.authenticators, `${path}.authenticators`, origins),
  }
}

/**
 * Adds users with their credentials and answers their ids, in the order given. Where the organization is not new in this
 * transaction, its row must be locked.
 * @param transaction the one in which the activity is recorded
 * @param users checked users
 * @param membership organization they join, and whether as root users
 * @param birth activity that adds them, and ids
 * @throws every refusal of {@link addApiKeys} and {@link addAuthenticators}
 */
export async function addUsers(
  transaction: Transaction,
  users: readonly NewUser[],
  membership: Membership,
  birth: Birth,
): Promise<string[]> {
  const userIds: string[] = []
  for (const user of users) userIds.push(await addUser(transaction, user, membership, birth))
  return userIds
}

async function addUser(
  transaction: Transaction,
  { userName, email, phoneNumber, apiKeys, authenticators }: NewUser,
  { organizationId, parentOrganizationId, isRoot }: Membership,
  birth: Birth,
): Promise<string> {
  const { createdAtMs } = birth.activity
  const userId = birth.system.newId()
  const profile = { userName, email, phoneNumber, isRoot }
  await transaction.addUser({ organizationId, userId, ...profile, createdAtMs, updatedAtMs: createdAtMs })
  const owner = { organizationId, parentOrganizationId, userId }
  await addApiKeys(transaction, owner, apiKeys, birth)
  await addAuthenticators(transaction, owner, authenticators, birth)
  return userId
}
