/** `create_authenticators`: versions and limits; what makes a registration valid is in `registration.test.ts`. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSoftwarePasskey } from '../../../../test/support/software-authenticator.ts'
import { addChild, addUser, passkeyParams } from './support/members.ts'
import { ask, codeOf, submit } from './support/requests.ts'
import { type Member, openWorld, type World } from './support/world.ts'

let world: World
let user: Member
beforeEach(async () => {
  await world?.close()
  world = await openWorld()
  user = await addUser(world, world.root)
})
afterAll(() => world.close())

const register = (authenticators: object[], userId = user.userId, type = 'ACTIVITY_TYPE_CREATE_AUTHENTICATORS_V2') =>
  submit(world, world.root, 'create_authenticators', { userId, authenticators }, { type })
const passkeys = (count: number) => Array.from({ length: count }, () => passkeyParams())

describe('create_authenticators', () => {
  it('registers passkeys and answers their ids in order', async () => {
    const { authenticatorIds } = await register(passkeys(2))
    const { authenticators } = await ask(world, user, 'get_authenticators', { userId: user.userId })
    expect(authenticators.map((each) => each.authenticatorId)).toEqual(authenticatorIds)
  })

  it('registers a passkey in the shape of V1', async () => {
    const passkey = makeSoftwarePasskey()
    const { attestation, ...rest } = passkeyParams(passkey)
    const { credentialId, clientDataJson, attestationObject } = attestation
    const response = { clientDataJson, attestationObject }
    const first = { ...rest, attestation: { id: credentialId, rawId: credentialId, type: 'public-key', response } }
    const { authenticatorIds } = await register([first], user.userId, 'ACTIVITY_TYPE_CREATE_AUTHENTICATORS')
    const { authenticator } = await ask(world, user, 'get_authenticator', { authenticatorId: authenticatorIds[0] })
    expect(authenticator).toMatchObject({ credentialId, transports: [] })
  })

  it('stores what authentication needs', async () => {
    const passkey = makeSoftwarePasskey({ algorithm: 'RS256', synced: true })
    passkey.signCount = 7
    const { authenticatorIds } = await register([passkeyParams(passkey)])
    const [authenticatorId = ''] = authenticatorIds
    const row = await world.system.store.findAuthenticatorById(user.organizationId, authenticatorId)
    expect(row).toMatchObject({
      userId: user.userId,
      algorithm: -257,
      rpId: 'localhost',
      signCount: 7,
      backupEligible: true,
      backupState: true,
      attestationType: 'none',
      aaguid: '00000000-0000-0000-0000-000000000000',
    })
    expect(Buffer.from(row?.credentialId ?? [])).toEqual(Buffer.from(passkey.credentialId))
    expect(Buffer.from(row?.publicKeyCose ?? [])).toEqual(Buffer.from(passkey.publicKeyCose))
  })

  it('stops at ten passkeys', async () => {
    expect(await codeOf(register(passkeys(11)))).toBe('AUTHENTICATORS_EXHAUSTED')
    await register(passkeys(9))
    expect(await codeOf(register(passkeys(2)))).toBe('AUTHENTICATORS_EXHAUSTED')
    await register(passkeys(1))
    expect(await codeOf(register(passkeys(1)))).toBe('AUTHENTICATORS_EXHAUSTED')
  })

  it('keeps to ten when registrations come at once', async () => {
    await register(passkeys(8))
    await Promise.allSettled(passkeys(6).map((passkey) => register([passkey])))
    const { authenticators } = await ask(world, user, 'get_authenticators', { userId: user.userId })
    expect(authenticators).toHaveLength(10)
  })

  it('refuses a passkey the organization has, whoever has it', async () => {
    const passkey = passkeyParams()
    await register([passkey])
    expect(await codeOf(register([passkey], world.root.userId))).toBe('CREDENTIAL_ID_TAKEN')
  })

  it('does not know users of other organizations', async () => {
    const child = await addChild(world)
    expect(await codeOf(register(passkeys(1), child.userId))).toBe('USER_NOT_FOUND')
  })
})
