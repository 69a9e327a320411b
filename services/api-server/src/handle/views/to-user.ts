/** Users as answers give them. */
import type { User } from '@latchkey/contract'
import type { UserWithCredentials } from '../../store/organization-rows.ts'
import { toApiKey } from './to-api-key.ts'
import { toAuthenticator } from './to-authenticator.ts'
import { toTimestamp } from './to-timestamp.ts'

/**
 * Wire form of a user with all credentials and the ids of its tags. Members for what this server has none of are empty lists, because official
 * clients read them unasked.
 * @param user stored user
 * @see Turnkey wire protocol: User
 */
export function toUser(user: UserWithCredentials): User {
  return {
    userId: user.userId,
    userName: user.userName,
    ...(user.email !== undefined && { userEmail: user.email }),
    ...(user.phoneNumber !== undefined && { userPhoneNumber: user.phoneNumber }),
    authenticators: user.authenticators.map(toAuthenticator),
    apiKeys: user.apiKeys.map(toApiKey),
    userTags: user.tagIds,
    oauthProviders: [],
    createdAt: toTimestamp(user.createdAtMs),
    updatedAt: toTimestamp(user.updatedAtMs),
    mfaPolicies: [],
  }
}
