/** Requests stamped with a passkey: honest ones, and one dishonest one for every check of the procedure. */
import { createHash } from 'node:crypto'
import { toBase64url } from '@latchkey/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toCbor } from '../../../../test/support/cbor.ts'
import {
  authenticatorFlags,
  type CeremonyOverrides,
  makeAssertion,
  makeSoftwarePasskey,
  type SoftwarePasskey,
  toWebauthnHeader,
} from '../../../../test/support/software-authenticator.ts'
import { authenticate } from '../../src/authenticate/authenticate.ts'
import { refusalCodeOf } from '../support/refusal-of.ts'
import { callWith, touchedBy } from './support/calls.ts'
import { openWorld, type Tenant, type World } from './support/world.ts'

const { UP, UV, BE, BS, AT, ED } = authenticatorFlags

let world: World
let tenant: Tenant
let passkey: SoftwarePasskey
let synced: SoftwarePasskey
beforeAll(async () => {
  world = await openWorld()
  tenant = await world.addTenant()
  passkey = makeSoftwarePasskey()
  synced = makeSoftwarePasskey({ synced: true })
  await world.addPasskey(tenant, passkey)
  await world.addPasskey(tenant, synced)
})
afterAll(() => world.close())

const touch = async (overrides: CeremonyOverrides = {}, by = passkey) =>
  authenticate(await touchedBy(tenant, by, overrides), world.system)
const codeOf = (overrides: CeremonyOverrides, by = passkey) => refusalCodeOf(() => touch(overrides, by))
/** Code of the refusal of a call whose header is made from its body. */
const codeWith = (headerOf: (body: Buffer) => string) =>
  refusalCodeOf(async () =>
    authenticate(await callWith(tenant, (body) => ['X-Stamp-Webauthn', headerOf(body)]), world.system),
  )

describe('an honest assertion', () => {
  it('proves the user, the organization and the passkey', async () => {
    expect(await touch()).toEqual({
      ...tenant,
      organizationName: `Tenant ${tenant.organizationId}`,
      userName: 'Alice',
      isRoot: true,
      rootQuorumThreshold: 1,
      targetOrganizationId: tenant.organizationId,
      credential: {
        kind: 'passkey',
        authenticatorId: expect.any(String),
        credentialIdBase64url: toBase64url(passkey.credentialId),
      },
    })
  })

  it('may be of an RSA key', async () => {
    const rsa = makeSoftwarePasskey({ algorithm: 'RS256' })
    await world.addPasskey(tenant, rsa)
    expect((await touch({}, rsa)).userId).toBe(tenant.userId)
  })

  it.each<[what: string, overrides: CeremonyOverrides]>([
    ['come without user verification', { flags: UP }],
    ['come from another allowed page', { clientData: { origin: 'https://app.example' } }],
    ['lack crossOrigin', { clientData: { crossOrigin: undefined } }],
    ['have members nobody knows', { clientData: { other_keys_can_be_added_here: 'do not compare with a template' } }],
    ['have extensions nobody asked for', { flags: UP | UV | ED, trailing: toCbor(new Map([['credProtect', 2]])) }],
  ])('may %s', async (_what, overrides) => {
    expect((await touch(overrides)).userId).toBe(tenant.userId)
  })

  it('may have a padded challenge, and a byte order mark before its client data', async () => {
    const text = (body: Buffer) => {
      const digest = createHash('sha256').update(body).digest('hex')
      const challenge = Buffer.from(digest).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
      return `\ufeff${JSON.stringify({ type: 'webauthn.get', challenge, origin: passkey.origin })}`
    }
    const call = await callWith(tenant, (body) => [
      'X-Stamp-Webauthn',
      makeAssertion(passkey, body, { clientDataText: text(body) }).header,
    ])
    expect((await authenticate(call, world.system)).userId).toBe(tenant.userId)
  })

  it('of a synced passkey may report either backup state', async () => {
    expect((await touch({ flags: UP | BE | BS }, synced)).userId).toBe(tenant.userId)
    expect((await touch({ flags: UP | BE }, synced)).userId).toBe(tenant.userId)
  })
})

describe('step 6: the passkey must be registered here', () => {
  it('refuses a strange one', async () => {
    expect(await codeOf({}, makeSoftwarePasskey())).toBe('CREDENTIAL_ID_NOT_FOUND')
  })
})

describe('steps 9 to 14: the client data must be of this ceremony, body and page', () => {
  it.each<[why: string, overrides: CeremonyOverrides]>([
    ['no JSON', { clientDataText: 'hello' }],
    ['no object', { clientDataText: '[]' }],
    ['a member twice', { clientDataText: '{"type":"webauthn.create","type":"webauthn.get"}' }],
    ['a registration', { clientData: { type: 'webauthn.create' } }],
    ['no type', { clientData: { type: undefined } }],
    ['another challenge', { clientData: { challenge: toBase64url(Buffer.from('ab'.repeat(32))) } }],
    ['the digest itself as challenge', { clientData: { challenge: toBase64url(Buffer.alloc(32)) } }],
    ['a challenge that is no base64url', { clientData: { challenge: '*' } }],
    ['no challenge', { clientData: { challenge: undefined } }],
  ])('refuses %s', async (_why, overrides) => {
    expect(await codeOf(overrides)).toBe('WEBAUTHN_CLIENT_DATA_INVALID')
  })

  it('refuses a member twice although both readings are good', async () => {
    const code = await codeWith((body) => {
      const { stamp } = makeAssertion(passkey, body)
      const clientDataText = Buffer.from(stamp.clientDataJson).toString().replace('{', '{"crossOrigin":false,')
      return makeAssertion(passkey, body, { clientDataText }).header
    })
    expect(code).toBe('WEBAUTHN_CLIENT_DATA_INVALID')
  })

  it('refuses an assertion over another body', async () => {
    const other = makeAssertion(passkey, '{}').header
    expect(await codeWith(() => other)).toBe('WEBAUTHN_CLIENT_DATA_INVALID')
  })

  it.each([
    'https://evil.example',
    'https://sub.app.example',
    'https://app.example.evil.example',
    'https://app.example:8443',
    'http://app.example',
    'https://app.example/',
    'https://APP.example',
    'https://app.example.',
    'null',
    '',
    'http://localhost.evil.example',
    'https://localhost:4482',
    'android:apk-key-hash:AAAA',
    undefined,
    null,
    1,
    ['https://app.example'],
  ])('refuses the origin %j', async (origin) => {
    expect(await codeOf({ clientData: { origin } })).toBe('WEBAUTHN_ORIGIN_NOT_ALLOWED')
  })

  it.each([
    { crossOrigin: true },
    { crossOrigin: 'true' },
    { crossOrigin: 1 },
    { topOrigin: 'https://app.example' },
    { topOrigin: '' },
  ])('refuses %j', async (clientData) => {
    expect(await codeOf({ clientData })).toBe('WEBAUTHN_FRAMED')
  })
})

describe('steps 15 to 19: the authenticator data must fit the registration', () => {
  it('refuses the hash of another relying party', async () => {
    expect(await codeOf({ rpId: 'evil.example' })).toBe('WEBAUTHN_RP_ID_MISMATCH')
  })

  it('refuses an absent user, verified or not', async () => {
    expect(await codeOf({ flags: 0 })).toBe('WEBAUTHN_USER_NOT_PRESENT')
    expect(await codeOf({ flags: UV })).toBe('WEBAUTHN_USER_NOT_PRESENT')
  })

  it('refuses backup state without eligibility', async () => {
    expect(await codeOf({ flags: UP | BS })).toBe('WEBAUTHN_BACKUP_STATE_INVALID')
  })

  it('refuses eligibility that has changed, in either direction', async () => {
    expect(await codeOf({ flags: UP | BE })).toBe('WEBAUTHN_BACKUP_STATE_INVALID')
    expect(await codeOf({ flags: UP }, synced)).toBe('WEBAUTHN_BACKUP_STATE_INVALID')
  })

  it.each<[why: string, overrides: CeremonyOverrides]>([
    ['left-over bytes', { trailing: Uint8Array.of(0) }],
    ['attested credential data', { flags: UP | AT, trailing: Buffer.alloc(16) }],
    ['extensions announced and missing', { flags: UP | ED }],
    ['extensions cut short', { flags: UP | ED, trailing: Uint8Array.of(0xa1, 0x61) }],
    ['bytes behind the extensions', { flags: UP | ED, trailing: Uint8Array.of(0xa0, 0x00) }],
  ])('refuses %s', async (_why, overrides) => {
    expect(await codeOf(overrides)).toBe('WEBAUTHN_STAMP_MALFORMED')
  })
})

describe('steps 20 and 21: the signature must be the passkey’s', () => {
  it.each(['authenticatorData', 'clientDataJson', 'signature'] as const)(
    'refuses a changed byte of %s',
    async (member) => {
      const code = await codeWith((body) => {
        const { stamp } = makeAssertion(passkey, body)
        const changed = Buffer.from(stamp[member])
        changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
        return toWebauthnHeader({ ...stamp, [member]: changed })
      })
      expect(code).toBe('WEBAUTHN_SIGNATURE_INVALID')
    },
  )

  it('refuses the signature of another passkey, before anything it could tell', async () => {
    const other = { ...makeSoftwarePasskey(), credentialId: passkey.credentialId }
    expect(await codeOf({}, other)).toBe('WEBAUTHN_SIGNATURE_INVALID')
    expect(await codeOf({ flags: 0, clientData: { origin: 'https://evil.example' } }, other)).toBe(
      'WEBAUTHN_SIGNATURE_INVALID',
    )
  })

  it('refuses authenticator data that is too short to be any', async () => {
    const code = await codeWith((body) => {
      const { stamp } = makeAssertion(passkey, body)
      return toWebauthnHeader({ ...stamp, authenticatorData: stamp.authenticatorData.subarray(0, 36) })
    })
    expect(code).toBe('WEBAUTHN_SIGNATURE_INVALID')
  })
})

describe('step 22: the counter', () => {
  it('must grow for a device-bound passkey, and is then kept', async () => {
    const counting = makeSoftwarePasskey()
    await world.addPasskey(tenant, counting, 4)
    expect(await codeOf({ signCount: 3 }, counting)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
    expect(await codeOf({ signCount: 4 }, counting)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
    expect(await codeOf({ signCount: 0 }, counting)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
    await touch({ signCount: 9 }, counting)
    const found = await world.system.store.findAuthenticator(tenant.organizationId, counting.credentialId)
    expect(found?.signCount).toBe(9)
    expect(await codeOf({ signCount: 9 }, counting)).toBe('WEBAUTHN_COUNTER_WENT_BACK')
  })

  it('of a synced passkey may go back, and the operator is told', async () => {
    const counting = makeSoftwarePasskey({ synced: true })
    await world.addPasskey(tenant, counting, 4)
    const before = world.log.length
    expect((await touch({ signCount: 2 }, counting)).userId).toBe(tenant.userId)
    expect(world.log.slice(before)).toEqual([
      expect.objectContaining({ level: 40, msg: 'signature counter of a synced passkey went back' }),
    ])
  })

  it('is not moved by an assertion that is refused', async () => {
    const counting = makeSoftwarePasskey()
    await world.addPasskey(tenant, counting, 1)
    await codeOf({ signCount: 50, flags: 0 }, counting)
    await codeOf({ signCount: 50, clientData: { origin: 'https://evil.example' } }, counting)
    expect((await touch({ signCount: 2 }, counting)).userId).toBe(tenant.userId)
  })

  it('of zero does not keep a changed backup state from being recorded', async () => {
    const uncounted = makeSoftwarePasskey({ synced: true })
    await world.addPasskey(tenant, uncounted, 0)
    const find = () => world.system.store.findAuthenticator(tenant.organizationId, uncounted.credentialId)
    const before = (await find())?.backupState
    await touch({ signCount: 0, flags: before ? UP | BE : UP | BE | BS }, uncounted)
    expect((await find())?.backupState).toBe(!before)
  })

  it('of zero locks nobody out, however many assertions come at once', async () => {
    const callers = await Promise.all(Array.from({ length: 50 }, () => touch()))
    expect(callers).toHaveLength(50)
  })
})

describe('header', () => {
  it.each(['', 'x', '[]', '{}', '{"credentialId":"AA"}', Buffer.from('{}').toString('base64url')])(
    '%j is malformed',
    async (header) => {
      expect(await codeWith(() => header)).toBe('WEBAUTHN_STAMP_MALFORMED')
    },
  )

  it.each(['authenticatorData', 'clientDataJson', 'credentialId', 'signature'])(
    'is malformed when %s is no base64url',
    async (member) => {
      expect(
        await codeWith((body) =>
          JSON.stringify({ ...JSON.parse(makeAssertion(passkey, body).header), [member]: 'a+b/' }),
        ),
      ).toBe('WEBAUTHN_STAMP_MALFORMED')
    },
  )
})
