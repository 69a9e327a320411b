/** Real ceremonies in Chromium, made dishonest by the virtual authenticator, another page or a frame: each is refused for its reason. */
import { createHash } from 'node:crypto'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memberAt } from '../../support/api-server.ts'
import type { VirtualAuthenticatorOptions } from '../../support/virtual-authenticator.ts'
import type { RegistrationWish } from './ceremony-page.ts'
import {
  type AssertionPlace,
  type Enrolled,
  embed,
  enroll,
  enrolled,
  register,
  type Stage,
  setStage,
  withAuthenticator,
} from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const bound: VirtualAuthenticatorOptions = {}
const synced: VirtualAuthenticatorOptions = { defaultBackupEligibility: true, defaultBackupState: true }
const kinds = ['read', 'write'] as const
const devices = [
  ['device-bound', bound],
  ['synced', synced],
] as const

/** Enrols a user in a fresh browser authenticator and goes on with it. */
const withUser = <Result>(options: VirtualAuthenticatorOptions, work: (user: Enrolled) => Promise<Result>) =>
  withAuthenticator(stage.pages.app, options, async (authenticator) => work(await enrolled(stage, authenticator)))

describe('an honest ceremony', () => {
  it.each(['internal', 'usb', 'nfc', 'ble'] as const)('is taken from an authenticator over %s', async (transport) => {
    expect(await withUser({ transport }, ({ outcome }) => outcome('read'))).toBe(200)
  })

  it.each(devices)('of a %s passkey is taken for reads and writes, again and again', async (_name, options) => {
    const outcomes = await withUser(options, async ({ outcome }) => [
      await outcome('read'),
      await outcome('write'),
      await outcome('read'),
    ])
    expect(outcomes).toEqual([200, 200, 200])
  })

  it('may be held in a frame of the same origin, and without verification', async () => {
    const { pages, origins } = stage
    const outcomes = await withUser(bound, async ({ authenticator, outcome }) => {
      const page = await embed(pages.app, origins.app)
      const framed = await outcome('read', { page })
      await authenticator.override({ isBadUV: true })
      return [framed, await outcome('read')]
    })
    expect(outcomes).toEqual([200, 200])
  })
})

describe('an authenticator that misbehaves', () => {
  const misdeeds = [
    ['was touched by nobody', { isBadUP: true }, 'WEBAUTHN_USER_NOT_PRESENT'],
    ['was touched by nobody and verified nobody', { isBadUP: true, isBadUV: true }, 'WEBAUTHN_USER_NOT_PRESENT'],
    ['signs with nothing', { isBogusSignature: true }, 'CREDENTIAL_ID_NOT_FOUND'],
    ['signs with nothing, untouched', { isBogusSignature: true, isBadUP: true }, 'CREDENTIAL_ID_NOT_FOUND'],
  ] as const
  const cases = misdeeds.flatMap(([what, bits, code]) =>
    devices.flatMap(([name, options]) => kinds.map((kind) => ({ what, bits, code, name, options, kind }))),
  )
  it.each(cases)('and $what is refused: $name, $kind', async ({ bits, code, options, kind }) => {
    const outcomes = await withUser(options, async ({ authenticator, outcome }) => {
      await authenticator.override(bits)
      const refused = await outcome(kind)
      await authenticator.override({})
      return [refused, await outcome(kind)]
    })
    expect(outcomes).toEqual([code, 200])
  })
})

describe('a counter that goes back', () => {
  const cases = [0, 1, 2].flatMap((signCount) => kinds.map((kind) => ({ signCount, kind })))
  it.each(cases)('to $signCount is refused for a device-bound passkey: $kind', async ({ signCount, kind }) => {
    const outcomes = await withUser(bound, async ({ authenticator, outcome }) => {
      for (let round = 0; round < 3; round++) expect(await outcome('read')).toBe(200)
      const [original] = await authenticator.credentials()
      await authenticator.replaceCredential({ signCount })
      const refused = await outcome(kind)
      await authenticator.replaceCredential({ signCount: original?.signCount ?? 0 })
      return [refused, await outcome(kind)]
    })
    expect(outcomes).toEqual(['WEBAUTHN_COUNTER_WENT_BACK', 200])
  })

  it('is taken for a synced passkey, which lives in several places', async () => {
    const outcomes = await withUser(synced, async ({ authenticator, outcome }) => {
      const before = await outcome('read')
      await authenticator.replaceCredential({ signCount: 0 })
      return [before, await outcome('read')]
    })
    expect(outcomes).toEqual([200, 200])
  })
})

describe('backup flags that change', () => {
  it.each([
    ['device-bound', 'may be backed up now', bound, { backupEligibility: true }, 'WEBAUTHN_BACKUP_STATE_INVALID'],
    [
      'device-bound',
      'is backed up',
      bound,
      { backupEligibility: true, backupState: true },
      'WEBAUTHN_BACKUP_STATE_INVALID',
    ],
    ['device-bound', 'is backed up though it may not', bound, { backupState: true }, 'WEBAUTHN_BACKUP_STATE_INVALID'],
    [
      'synced',
      'may not be backed up now',
      synced,
      { backupEligibility: false, backupState: false },
      'WEBAUTHN_BACKUP_STATE_INVALID',
    ],
    ['synced', 'is backed up though it may not', synced, { backupEligibility: false }, 'WEBAUTHN_BACKUP_STATE_INVALID'],
    ['synced', 'is not backed up at the moment', synced, { backupState: false }, 200],
  ] as const)('%s: %s', async (_device, _change, options, flags, expected) => {
    const outcome = await withUser(options, async (user) => {
      await user.authenticator.setBackup(flags)
      return user.outcome('write')
    })
    expect(outcome).toBe(expected)
  })
})

/** Moves the passkey of a user to an authenticator of another page, as malware that follows the user there could. */
async function elsewhere(
  user: Enrolled,
  page: Page,
  where: AssertionPlace & { frame?: string },
  rpId = 'app.localhost',
) {
  const [credential] = await user.authenticator.credentials()
  if (credential === undefined) throw new Error('the user has no passkey')
  return withAuthenticator(page, bound, async (other) => {
    await other.add({ ...credential, rpId })
    const place: Page | Frame = where.frame === undefined ? page : await embed(page, where.frame)
    return user.outcome('write', { ...where, page: place, rpId })
  })
}

describe('a ceremony on the wrong page', () => {
  it.each(['otherPort', 'subdomain'] as const)('is refused: %s', async (name) => {
    const outcome = await withUser(bound, (user) => elsewhere(user, stage.pages[name], {}))
    expect(outcome).toBe('WEBAUTHN_ORIGIN_NOT_ALLOWED')
  })

  it('is refused in an allowed page inside a page that is not allowed', async () => {
    const { pages, origins } = stage
    const outcome = await withUser(bound, (user) => elsewhere(user, pages.otherPort, { frame: origins.app }))
    expect(outcome).toBe('WEBAUTHN_FRAMED')
  })

  it('is refused in an allowed page inside another allowed page', async () => {
    const { pages, origins } = stage
    const outcome = await withUser(bound, (user) => elsewhere(user, pages.login, { frame: origins.app }))
    expect(outcome).toBe('WEBAUTHN_FRAMED')
  })

  it('is refused in a page that is not allowed inside an allowed one', async () => {
    const { pages, origins } = stage
    const outcome = await withUser(bound, async (user) =>
      user.outcome('read', { page: await embed(pages.app, origins.otherPort) }),
    )
    expect(outcome).toBe('WEBAUTHN_ORIGIN_NOT_ALLOWED')
  })

  it('is taken on the other page of the list', async () => {
    expect(await withUser(bound, (user) => elsewhere(user, stage.pages.login, {}))).toBe(200)
  })

  it('is refused for another site with the same key', async () => {
    const outcome = await withUser(bound, (user) => elsewhere(user, stage.pages.login, {}, 'login.app.localhost'))
    expect(outcome).toBe('WEBAUTHN_RP_ID_MISMATCH')
  })
})

describe('a ceremony over something else', () => {
  const digest = (body: string) => createHash('sha256').update(body)
  it.each([
    ['another body', (body: string) => digest(`${body} `).digest('hex')],
    ['the digest in capitals', (body: string) => digest(body).digest('hex').toUpperCase()],
    ['the digest in base64', (body: string) => digest(body).digest('base64')],
    ['the body itself', (body: string) => body],
    ['half of the digest', (body: string) => digest(body).digest('hex').slice(0, 32)],
  ])('is refused: %s', async (_what, challenge) => {
    const outcomes = await withUser(bound, async ({ outcome }) => [
      await outcome('read', { challenge }),
      await outcome('write', { challenge }),
    ])
    expect(outcomes).toEqual(['WEBAUTHN_CLIENT_DATA_INVALID', 'WEBAUTHN_CLIENT_DATA_INVALID'])
  })
})

describe('a registration', () => {
  const enrolledOn = (page: Page, wish: Partial<RegistrationWish> = {}, frame?: string) =>
    withAuthenticator(page, bound, async () => {
      const place = frame === undefined ? page : await embed(page, frame)
      return (await enroll(stage.server, await register(place, wish))).code
    })

  it.each(['otherPort', 'subdomain'] as const)('is refused on the wrong page: %s', async (name) => {
    expect(await enrolledOn(stage.pages[name])).toBe('ATTESTATION_INVALID')
  })

  it('is refused inside a frame of another origin', async () => {
    const { pages, origins } = stage
    expect(await enrolledOn(pages.otherPort, {}, origins.app)).toBe('ATTESTATION_INVALID')
    expect(await enrolledOn(pages.login, {}, origins.app)).toBe('ATTESTATION_INVALID')
  })

  it('is refused when nobody touched the authenticator, and taken without verification', async () => {
    const { server, pages } = stage
    const codes = await withAuthenticator(pages.app, bound, async ({ override }) => {
      await override({ isBadUP: true })
      const untouched = await enroll(server, await register(pages.app))
      await override({ isBadUV: true })
      return [untouched.code, (await enroll(server, await register(pages.app))).code]
    })
    expect(codes).toEqual(['ATTESTATION_INVALID', 200])
  })

  it('is refused for a challenge it was not made for', async () => {
    const registration = await withAuthenticator(stage.pages.app, bound, () => register(stage.pages.app))
    expect((await enroll(stage.server, { ...registration, challenge: 'AAAA' })).code).toBe('ATTESTATION_INVALID')
    expect((await enroll(stage.server, registration)).code).toBe(200)
  })

  it.each(['direct', 'indirect', 'enterprise'] as const)(
    'with %s attestation is taken without trust',
    async (attestation) => {
      const { server, pages } = stage
      const answer = await withAuthenticator(pages.app, bound, async () =>
        enroll(server, await register(pages.app, { attestation })),
      )
      expect(answer.code).toBe(200)
      expect(memberAt(answer.body, 'activity.status')).toBe('ACTIVITY_STATUS_COMPLETED')
    },
  )
})
