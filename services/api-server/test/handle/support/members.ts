/** Users of tests, made through the handlers themselves. */
import {
  makeRegistration,
  makeSoftwarePasskey,
  type SoftwarePasskey,
} from '../../../../../test/support/software-authenticator.ts'
import type { CallerCredential } from '../../../src/caller.ts'
import { submit } from './requests.ts'
import { freshPublicKey, type Member, type World } from './world.ts'

/** Permanent API key as requests describe it. */
export const permanentKey = async () => ({
  apiKeyName: 'permanent',
  publicKey: await freshPublicKey(),
  curveType: 'API_KEY_CURVE_P256',
})

/**
 * Session key as requests describe it.
 * @param expirationSeconds its life
 */
export const sessionKey = async (expirationSeconds: string | number = '900') => ({
  ...(await permanentKey()),
  apiKeyName: 'session',
  expirationSeconds,
})

/**
 * Passkey as requests describe it.
 * @param passkey default a new one
 */
export const passkeyParams = (passkey: SoftwarePasskey = makeSoftwarePasskey()) => ({
  authenticatorName: 'passkey',
  ...makeRegistration(passkey),
})

/**
 * User as requests describe it, with nothing to sign in with.
 * @param members what differs
 */
export const userParams = (members: object = {}) => ({
  userName: 'Bob',
  apiKeys: [],
  authenticators: [],
  oauthProviders: [],
  userTags: [],
  ...members,
})

/** A P-256 key as the credential that signed. */
function signerOf(apiKeyId: string, publicKeyHex: string, expiresAtMs: number | undefined): CallerCredential {
  return { kind: 'api-key', apiKeyId, publicKeyHex, scheme: 'SIGNATURE_SCHEME_TK_API_P256', expiresAtMs }
}

/** Root user of a new sub-organization, who signs with a passkey. */
export async function addChild(world: World): Promise<Member> {
  const rootUsers = [userParams({ userName: 'Alice', authenticators: [passkeyParams()] })]
  const parameters = { subOrganizationName: 'Child', rootUsers, rootQuorumThreshold: 1 }
  const { subOrganizationId, rootUserIds } = await submit(world, world.root, 'create_sub_organization', parameters)
  const user = await world.system.store.findUser(subOrganizationId, rootUserIds?.[0] ?? '')
  const authenticator = user?.authenticators[0]
  if (user === undefined || authenticator === undefined) throw new Error('the sub-organization has no user')
  return {
    organizationId: subOrganizationId,
    organizationName: 'Child',
    parentOrganizationId: world.root.organizationId,
    userId: user.userId,
    userName: user.userName,
    isRoot: true,
    rootQuorumThreshold: 1,
    credential: {
      kind: 'passkey',
      authenticatorId: authenticator.authenticatorId,
      credentialIdBase64url: Buffer.from(authenticator.credentialId).toString('base64url'),
    },
    targetOrganizationId: subOrganizationId,
  }
}

/**
 * Ordinary user added to a member's organization, who signs with a permanent API key.
 * @param world the server
 * @param root root user who adds it
 */
export async function addUser(world: World, root: Member): Promise<Member> {
  const apiKey = await permanentKey()
  const { userIds } = await submit(world, root, 'create_users', { users: [userParams({ apiKeys: [apiKey] })] })
  const [userId = ''] = userIds
  const user = await world.system.store.findUser(root.organizationId, userId)
  const apiKeyId = user?.apiKeys[0]?.apiKeyId ?? ''
  const credential = signerOf(apiKeyId, apiKey.publicKey, undefined)
  return { ...root, userId, userName: 'Bob', isRoot: false, credential }
}

/**
 * The same user, signing with a new session key.
 * @param world the server
 * @param member whose session it is
 * @param expirationSeconds its life
 */
export async function openSession(world: World, member: Member, expirationSeconds = 900): Promise<Member> {
  const key = await sessionKey(String(expirationSeconds))
  const parameters = { userId: member.userId, apiKeys: [key] }
  const { apiKeyIds } = await submit(world, member, 'create_api_keys', parameters)
  const [apiKeyId = ''] = apiKeyIds
  const expiresAtMs = world.clock.nowMs + expirationSeconds * 1000
  return { ...member, credential: signerOf(apiKeyId, key.publicKey, expiresAtMs) }
}
