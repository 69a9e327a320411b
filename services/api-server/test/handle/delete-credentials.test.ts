/** `delete_api_keys` and `delete_authenticators`: nothing of others, nothing that locks an organization out. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addChild, addUser, openSession, passkeyParams, permanentKey, userParams } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { addOrganization, type Member, openWorld, type World } from './support/world.ts'

const unknownId = '0195c0de-0000-7000-8000-0000000000ff'

let world: World
let root: Member
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  root = await addOrganization(world.system, 'Fresh')
})
afterAll(() => world.close())

const deleteKeys = (member: Member, apiKeyIds: string[], userId = member.userId) =>
  submit(world, member, 'delete_api_keys', { userId, apiKeyIds })
const deletePasskeys = (member: Member, authenticatorIds: string[], userId = member.userId) =>
  submit(world, member, 'delete_authenticators', { userId, authenticatorIds })
const addKey = async (member: Member): Promise<string> => {
  const { apiKeyIds } = await submit(world, member, 'create_api_keys', {
    userId: member.userId,
    apiKeys: [await permanentKey()],
  })
  return apiKeyIds[0] ?? ''
}
const addPasskey = async (member: Member, userId = member.userId): Promise<string> => {
  const parameters = { userId, authenticators: [passkeyParams()] }
  return (await submit(world, member, 'create_authenticators', parameters)).authenticatorIds[0] ?? ''
}
const keyIdOf = ({ credential }: Member): string => (credential.kind === 'api-key' ? credential.apiKeyId : '')
const passkeyIdOf = ({ credential }: Member): string =>
  credential.kind === 'passkey' ? credential.authenticatorId : ''
const keyIds = async (member: Member): Promise<string[]> =>
  (await ask(world, member, 'get_api_keys', { userId: member.userId })).apiKeys.map((key) => key.apiKeyId)

describe('delete_api_keys', () => {
  it('deletes what is named and answers the ids', async () => {
    const [first, second] = [await addKey(root), await addKey(root)]
    expect(await deleteKeys(root, [first])).toEqual({ apiKeyIds: [first] })
    expect(await keyIds(root)).toEqual([keyIdOf(root), second])
  })

  it('deletes all or nothing', async () => {
    const key = await addKey(root)
    expect(await codeOf(deleteKeys(root, [key, unknownId]))).toBe('API_KEY_NOT_FOUND')
    expect(await keyIds(root)).toContain(key)
  })

  it("does not take another user's key for this user's", async () => {
    const user = await addUser(world, root)
    expect(await codeOf(deleteKeys(root, [keyIdOf(user)]))).toBe('API_KEY_NOT_FOUND')
    expect(await codeOf(deleteKeys(root, [keyIdOf(user)], unknownId))).toBe('USER_NOT_FOUND')
    await deleteKeys(root, [keyIdOf(user)], user.userId)
    expect(await keyIds(user)).toEqual([])
  })

  it('refuses to delete the last root credential, and keeps it', async () => {
    expect(await codeOf(deleteKeys(root, [keyIdOf(root)]))).toBe('LAST_ROOT_CREDENTIAL')
    expect(await keyIds(root)).toEqual([keyIdOf(root)])
  })

  it('does not count session keys and ordinary users as a way back in', async () => {
    await openSession(world, root)
    await addUser(world, root)
    expect(await codeOf(deleteKeys(root, [keyIdOf(root)]))).toBe('LAST_ROOT_CREDENTIAL')
  })

  it('lets the last key go where a passkey stays', async () => {
    await addPasskey(root)
    await deleteKeys(root, [keyIdOf(root)])
    expect(await keyIds(root)).toEqual([])
  })

  it('never locks out when both last credentials are deleted at once', async () => {
    for (let round = 0; round < 25; round++) {
      const fresh = await addOrganization(world.system, 'Race')
      const other = await addKey(fresh)
      const attempts = [deleteKeys(fresh, [other]), deleteKeys(fresh, [keyIdOf(fresh)])]
      const outcomes = await Promise.allSettled(attempts)
      expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
      expect(await keyIds(fresh)).toHaveLength(1)
    }
  })

  it('lets a session key end itself and other sessions, but no permanent key', async () => {
    const key = await addKey(root)
    const [session, other] = [await openSession(world, root), await openSession(world, root)]
    expect(await codeOf(deleteKeys(session, [keyIdOf(other), key]))).toBe('STEP_UP_REQUIRED')
    await deleteKeys(session, [keyIdOf(other)])
    await deleteKeys(session, [keyIdOf(session)])
    expect(await keyIds(root)).toEqual([keyIdOf(root), key])
  })

  it('lets it delete a permanent key where the operator gives session keys full powers', async () => {
    const key = await addKey(root)
    const session = await openSession(world, root)
    world.policy.sessionPowers = 'full'
    try {
      await deleteKeys(session, [key])
    } finally {
      world.policy.sessionPowers = 'step-up'
    }
    expect(await keyIds(root)).not.toContain(key)
  })
})

describe('delete_authenticators', () => {
  it('deletes what is named, all or nothing', async () => {
    const [first, second] = [await addPasskey(root), await addPasskey(root)]
    expect(await codeOf(deletePasskeys(root, [first, unknownId]))).toBe('AUTHENTICATOR_NOT_FOUND')
    expect(await deletePasskeys(root, [first])).toEqual({ authenticatorIds: [first], endedSessions: 0 })
    const { authenticators } = await ask(world, root, 'get_authenticators', { userId: root.userId })
    expect(authenticators.map((each) => each.authenticatorId)).toEqual([second])
  })

  it("does not take another user's passkey for this user's", async () => {
    const user = await addUser(world, root)
    const passkey = await addPasskey(root, user.userId)
    expect(await codeOf(deletePasskeys(root, [passkey]))).toBe('AUTHENTICATOR_NOT_FOUND')
    expect(await codeOf(deletePasskeys(root, [passkey], unknownId))).toBe('USER_NOT_FOUND')
    await deletePasskeys(root, [passkey], user.userId)
  })

  it('refuses to delete the last root credential', async () => {
    const child = await addChild(world)
    expect(await codeOf(deletePasskeys(child, [passkeyIdOf(child)]))).toBe('LAST_ROOT_CREDENTIAL')
    await addKey(child)
    await deletePasskeys({ ...child, ...(await rootKeyOf(child)) }, [passkeyIdOf(child)])
  })

  it('counts the quorum, not one', async () => {
    const rootUsers = [1, 2].map(() => userParams({ authenticators: [passkeyParams()] }))
    const parameters = { subOrganizationName: 'Two', rootUsers, rootQuorumThreshold: 2 }
    const { subOrganizationId, rootUserIds } = await submit(world, root, 'create_sub_organization', parameters)
    const [userId = ''] = rootUserIds ?? []
    const stored = await world.system.store.findUser(subOrganizationId, userId)
    const authenticatorId = stored?.authenticators[0]?.authenticatorId ?? ''
    const member: Member = {
      ...root,
      organizationId: subOrganizationId,
      targetOrganizationId: subOrganizationId,
      parentOrganizationId: root.organizationId,
      userId,
      rootQuorumThreshold: 2,
      credential: { kind: 'passkey', authenticatorId, credentialIdBase64url: '' },
    }
    expect(await codeOf(deletePasskeys(member, [authenticatorId]))).toBe('LAST_ROOT_CREDENTIAL')
  })
})

/** The permanent key a member was given, as credential to sign with. */
async function rootKeyOf(member: Member): Promise<Pick<Member, 'credential'>> {
  const { apiKeys } = await ask(world, member, 'get_api_keys', { userId: member.userId })
  const key = apiKeys[0]
  if (key === undefined) throw new Error('the user has no API key')
  const { apiKeyId, credential } = key
  const publicKeyHex = credential.publicKey
  const scheme = 'SIGNATURE_SCHEME_TK_API_P256'
  return { credential: { kind: 'api-key', apiKeyId, publicKeyHex, scheme, expiresAtMs: undefined } }
}
