/** Parameters with which every write is well formed, for tests that try them all. */
import { apiKeyParams, authenticatorParams, makeKey, userParams } from './actors.ts'
import { makeSoftwarePasskey } from './software-authenticator.ts'

/**
 * Members that all writes take together; each ignores those of the others.
 * @param userId user they are about, lower-case UUID
 */
export async function anyParameters(userId: string): Promise<object> {
  const { publicKey } = await makeKey()
  const apiKeys = [apiKeyParams(await makeKey())]
  return {
    ...{ userId, userName: 'x', apiKeys, authenticators: [authenticatorParams(makeSoftwarePasskey())] },
    ...{ apiKeyIds: [userId], authenticatorIds: [userId], userIds: [userId], organizationName: 'x' },
    ...{ users: [userParams()], apiOnlyUsers: [userParams({ apiKeys })] },
    ...{ subOrganizationName: 'x', rootUsers: [userParams({ apiKeys })], rootQuorumThreshold: 1 },
    ...{ userEmail: 'x@example.org', userPhoneNumber: '+491701234567' },
    ...{ targetPublicKey: publicKey, publicKey },
    ...{ scope: 'SESSIONS_ALL', renewalSeconds: '0', sessionProfileName: 'x' },
    ...{ userTagName: 'x', userTagId: userId, addUserIds: [], removeUserIds: [], userTagIds: [userId] },
    ...{ name: 'FEATURE_NAME_WEBHOOK', value: 'x', threshold: 1, fingerprint: `sha256:${'0'.repeat(64)}` },
  }
}
