/** The writes of the clients: each signed once, and each with what its acknowledgement teaches. */
import type { ActivityRecord } from '@latchkey/contract'
import type { ApiClient, SignedRequest } from '@latchkey/sdk-server'
import { makeKey } from '../../support/actors.ts'
import { memberAt } from '../../support/api-server.ts'
import { type KnownOrganization, type KnownUser, learnSessionKey, makeStamper } from './known-organization.ts'

/** Signed write. */
export interface Write {
  request: SignedRequest
  /** Takes its effect over into what is known; to be called once. */
  learn(activity: ActivityRecord): void
}

const curveType = 'API_KEY_CURVE_P256'
const noCredentials = { apiKeys: [], authenticators: [], oauthProviders: [] }

const resultOf = (activity: ActivityRecord, path: string): string => String(memberAt(activity.result, path))

/**
 * Makes a sub-organization whose root user has an API key.
 * @param parent client of the parent organization
 * @param userName name of both
 * @param adopt takes the new organization over
 */
export async function createSubOrganization(
  parent: ApiClient,
  userName: string,
  adopt: (organization: KnownOrganization) => void,
): Promise<Write> {
  const { key, stamper } = await makeStamper()
  const apiKeys = [{ apiKeyName: 'root', publicKey: key.publicKey, curveType } as const]
  const request = await parent.sign('create_sub_organization', {
    subOrganizationName: userName,
    rootUsers: [{ ...noCredentials, userName, apiKeys }],
    rootQuorumThreshold: 1,
  })
  const learn = (activity: ActivityRecord): void => {
    const organizationId = resultOf(activity, 'createSubOrganizationResultV8.subOrganizationId')
    const userId = resultOf(activity, 'createSubOrganizationResultV8.rootUserIds.0')
    const root = { userId, userName, permanentKeys: [key.publicKey], sessionKeys: [] }
    adopt({ organizationId, stamper, users: [root] })
  }
  return { request, learn }
}

/**
 * Adds a user who has an API key.
 * @param client client of the organization
 * @param organization what it is added to
 * @param userName name of the user
 */
export async function createUser(client: ApiClient, { users }: KnownOrganization, userName: string): Promise<Write> {
  const { publicKey } = await makeKey()
  const apiKeys = [{ apiKeyName: 'first', publicKey, curveType } as const]
  const request = await client.sign('create_users', { users: [{ ...noCredentials, userName, apiKeys, userTags: [] }] })
  const learn = (activity: ActivityRecord): void => {
    const userId = resultOf(activity, 'createUsersResult.userIds.0')
    users.push({ userId, userName, permanentKeys: [publicKey], sessionKeys: [] })
  }
  return { request, learn }
}

/**
 * Renames a user.
 * @param client client of the user's organization
 * @param user whom
 * @param userName new name
 */
export async function renameUser(client: ApiClient, user: KnownUser, userName: string): Promise<Write> {
  const request = await client.sign('update_user_name', { userId: user.userId, userName })
  const learn = (): void => {
    user.userName = userName
  }
  return { request, learn }
}

/**
 * Opens a session of an hour.
 * @param client client of the user's organization
 * @param user whose
 * @param apiKeyName name of the key
 */
export async function createSessionKey(client: ApiClient, user: KnownUser, apiKeyName: string): Promise<Write> {
  const { publicKey } = await makeKey()
  const apiKeys = [{ apiKeyName, publicKey, curveType, expirationSeconds: '3600' } as const]
  const request = await client.sign('create_api_keys', { userId: user.userId, apiKeys })
  const learn = (activity: ActivityRecord): void => {
    learnSessionKey(user, { apiKeyId: resultOf(activity, 'createApiKeysResult.apiKeyIds.0'), publicKey })
  }
  return { request, learn }
}
