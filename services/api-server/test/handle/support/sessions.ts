/** Sessions of tests: opened in every way there is, looked at as a person would. */
import type { Session } from '@latchkey/contract'
import { ask, submit } from './requests.ts'
import { freshPublicKey, type Member, type World } from './world.ts'

/**
 * The same user, signing with the key of a new log-in; of a profile, it has the scope that authentication would have found.
 * @param world the server
 * @param member who logs in
 * @param parameters of `stamp_login`, besides the key
 * @param scope of the session's profile
 */
export async function logIn(world: World, member: Member, parameters: object = {}, scope?: string): Promise<Member> {
  const publicKeyHex = await freshPublicKey()
  await submit(world, member, 'stamp_login', { publicKey: publicKeyHex, ...parameters })
  const found = await world.system.store.findApiKey(member.organizationId, Buffer.from(publicKeyHex, 'hex'))
  if (found === undefined) throw new Error('nobody was logged in')
  const { apiKeyId, expiresAtMs } = found
  return {
    ...member,
    credential: {
      kind: 'api-key',
      apiKeyId,
      publicKeyHex,
      scheme: 'SIGNATURE_SCHEME_TK_API_P256',
      expiresAtMs,
      ...(scope !== undefined && { scope }),
    },
  }
}

/**
 * Id of the key that a member signs with.
 * @param member who signs with an API key
 */
export function keyIdOf({ credential }: Member): string {
  if (credential.kind !== 'api-key') throw new Error('no API key')
  return credential.apiKeyId
}

/**
 * Living sessions of a member, newest first.
 * @param world the server
 * @param member who asks
 * @param request `userId`, default the member itself
 */
export async function sessionsOf(world: World, member: Member, request: object = {}): Promise<Session[]> {
  return (await ask(world, member, 'list_sessions', request)).sessions
}
