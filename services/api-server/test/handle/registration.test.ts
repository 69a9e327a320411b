/** Which passkey registrations are taken, and that everything else is refused without a crash. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { toBase64url } from '@latchkey/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CborValue, toCbor } from '../../../../test/support/cbor.ts'
import {
  authenticatorFlags,
  type CeremonyOverrides,
  makeRegistration,
  makeSoftwarePasskey,
  type SoftwarePasskey,
  type SoftwareRegistration,
} from '../../../../test/support/software-authenticator.ts'
import { verifyRegistrations } from '../../src/handle/credentials/registration.ts'
import { Refusal } from '../../src/refusal.ts'

const origins = ['http://localhost:4482', 'https://login.app.example', 'https://app.example']
const { UP, UV, BE, BS, AT, ED } = authenticatorFlags

async function verify(registration: SoftwareRegistration) {
  const [verified] = await verifyRegistrations([{ authenticatorName: 'x', ...registration }], 'authenticators', [
    origins,
  ])
  return verified
}

async function fieldsOf(registration: SoftwareRegistration): Promise<string[]> {
  try {
    await verify(registration)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ATTESTATION_INVALID') {
      return (error.details.fieldViolations ?? []).map(({ field, description }) => `${field} ${description}`)
    }
    throw error
  }
  throw new Error('was not refused')
}

/** A registration whose attestation object has other members. */
function withMembers(
  passkey: SoftwarePasskey,
  change: (members: Map<string, CborValue>) => void,
): SoftwareRegistration {
  const registration = makeRegistration(passkey)
  const members = new Map<string, CborValue>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authDataOf(passkey)],
  ])
  change(members)
  return withObject(registration, toCbor(members))
}

const withObject = (registration: SoftwareRegistration, bytes: Uint8Array): SoftwareRegistration => ({
  ...registration,
  attestation: { ...registration.attestation, attestationObject: toBase64url(bytes) },
})

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

/** Authenticator data of a registration, with what may be wrong about it. */
function authDataOf(passkey: SoftwarePasskey, publicKeyCose = passkey.publicKeyCose, flags = UP | UV | AT): Buffer {
  const { credentialId } = passkey
  const head = [sha256(passkey.rpId), Uint8Array.of(flags, 0, 0, 0, 0), Buffer.alloc(16)]
  return Buffer.concat([...head, Uint8Array.of(0, credentialId.length), credentialId, publicKeyCose])
}

const objectOf = ({ attestation }: SoftwareRegistration): Buffer =>
  Buffer.from(attestation.attestationObject, 'base64url')
const withKey = (entries: [number, CborValue][]): SoftwareRegistration => {
  const passkey = makeSoftwarePasskey()
  const authData = authDataOf(passkey, toCbor(new Map(entries)))
  return withMembers(passkey, (members) => members.set('authData', authData))
}
const [x, y] = [randomBytes(32), randomBytes(32)]
const modulus = (bytes: number) => Buffer.alloc(bytes, 0xff)

describe('a registration', () => {
  it.each([
    ['ES256 on localhost', {}],
    ['RS256', { algorithm: 'RS256' }],
    ['a synced passkey', { synced: true }],
    ['the domain of the page', { origin: 'https://login.app.example', rpId: 'login.app.example' }],
    ['the domain above', { origin: 'https://login.app.example', rpId: 'app.example' }],
  ] as const)('is taken from %s', async (_case, options) => {
    const verified = await verify(makeRegistration(makeSoftwarePasskey(options)))
    expect(verified?.rpId).toBe('rpId' in options ? options.rpId : 'localhost')
  })

  it.each([
    ['without user verification', { flags: UP | AT }],
    ['with members of the client data nobody asked for', { clientData: { other_keys_can_be_added_here: 'yes' } }],
    ['with extensions', { flags: UP | AT | ED, trailing: toCbor(new Map([['credProtect', 2]])) }],
  ] as [string, CeremonyOverrides][])('is taken %s', async (_case, overrides) => {
    await expect(verify(makeRegistration(makeSoftwarePasskey(), overrides))).resolves.toBeDefined()
  })

  it.each([
    ['of another type', { clientData: { type: 'webauthn.get' } }, 'is not a registration'],
    ['without a type', { clientData: { type: undefined } }, 'is not a registration'],
    ['for another challenge', { clientData: { challenge: 'AAAA' } }, 'was made for another challenge'],
    ['without an origin', { clientData: { origin: undefined } }, 'LATCHKEY_ORIGINS'],
    ['on another site', { clientData: { origin: 'https://evil.example' } }, 'LATCHKEY_ORIGINS'],
    ['on a sub-domain nobody listed', { clientData: { origin: 'https://x.app.example' } }, 'LATCHKEY_ORIGINS'],
    ['on another port', { clientData: { origin: 'http://localhost:4483' } }, 'LATCHKEY_ORIGINS'],
    ['on an origin in other letters', { clientData: { origin: 'HTTP://localhost:4482' } }, 'LATCHKEY_ORIGINS'],
    ['on an origin with a slash', { clientData: { origin: 'http://localhost:4482/' } }, 'LATCHKEY_ORIGINS'],
    ['on an opaque origin', { clientData: { origin: 'null' } }, 'LATCHKEY_ORIGINS'],
    ['inside a foreign frame', { clientData: { crossOrigin: true } }, 'frame'],
    ['with a frame that is told in other words', { clientData: { crossOrigin: 'true' } }, 'frame'],
    ['below a foreign top page', { clientData: { topOrigin: 'https://evil.example' } }, 'frame'],
    ['for another relying party', { rpId: 'evil.example' }, 'not a valid'],
    ['without user presence', { flags: UV | AT }, 'not a valid'],
    ['without attested data', { flags: UP | UV }, 'not a valid'],
    ['backed up without being eligible', { flags: UP | AT | BS }, 'not a valid'],
    ['with bytes left over', { trailing: Uint8Array.of(0) }, 'not a valid'],
    ['with extensions announced but absent', { flags: UP | AT | ED }, 'not a valid'],
    ['with client data that is no JSON', { clientDataText: '{' }, 'not a valid'],
    ['with client data that is no object', { clientDataText: '[]' }, 'not a valid'],
    ['with a member twice', { clientDataText: '{"type":"webauthn.create","type":"webauthn.create"}' }, 'not a valid'],
  ] as [string, CeremonyOverrides, string][])('is refused %s', async (_case, overrides, description) => {
    const fields = await fieldsOf(makeRegistration(makeSoftwarePasskey(), overrides))
    expect(fields).toEqual([expect.stringMatching(/^authenticators\.0\.attestation /)])
    expect(fields[0]).toContain(description)
  })

  it('names the passkey it refuses by its place', async () => {
    const [good, bad] = [makeRegistration(makeSoftwarePasskey()), makeRegistration(makeSoftwarePasskey(), { flags: 0 })]
    const inputs = [good, bad].map((registration) => ({ authenticatorName: 'x', ...registration }))
    const refused = verifyRegistrations(inputs, 'parameters.authenticators', [origins])
    await expect(refused).rejects.toMatchObject({
      details: { fieldViolations: [{ field: 'parameters.authenticators.1.attestation' }] },
    })
  })

  it("is refused for a domain that is nobody's own", async () => {
    const passkey = makeSoftwarePasskey({ origin: 'https://app.example', rpId: 'example' })
    expect(await fieldsOf(makeRegistration(passkey))).toHaveLength(1)
  })

  it('is refused under an id the authenticator did not sign', async () => {
    const registration = makeRegistration(makeSoftwarePasskey())
    const attestation = { ...registration.attestation, credentialId: toBase64url(randomBytes(32)) }
    expect(await fieldsOf({ ...registration, attestation })).toEqual([expect.stringContaining('names another id')])
  })
})

describe('the key of a registration', () => {
  it.each([
    [
      'a point off the curve',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, y],
      ],
    ],
    [
      'P-384',
      [
        [1, 2],
        [3, -7],
        [-1, 2],
        [-2, x],
        [-3, y],
      ],
    ],
    [
      'no y',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
      ],
    ],
    [
      'short coordinates',
      [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x.subarray(1)],
        [-3, y],
      ],
    ],
    [
      'ES384',
      [
        [1, 2],
        [3, -35],
        [-1, 2],
        [-2, x],
        [-3, y],
      ],
    ],
    [
      'EdDSA',
      [
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, x],
      ],
    ],
    [
      'no algorithm',
      [
        [1, 2],
        [-1, 1],
        [-2, x],
        [-3, y],
      ],
    ],
    [
      'RSA of 1024 bits',
      [
        [1, 3],
        [3, -257],
        [-1, modulus(128)],
        [-2, Uint8Array.of(1, 0, 1)],
      ],
    ],
    [
      'RSA of 8192 bits',
      [
        [1, 3],
        [3, -257],
        [-1, modulus(1024)],
        [-2, Uint8Array.of(1, 0, 1)],
      ],
    ],
    [
      'an RSA exponent of 3',
      [
        [1, 3],
        [3, -257],
        [-1, modulus(256)],
        [-2, Uint8Array.of(3)],
      ],
    ],
    [
      'an RSA key called ES256',
      [
        [1, 3],
        [3, -7],
        [-1, modulus(256)],
        [-2, Uint8Array.of(1, 0, 1)],
      ],
    ],
  ] as [string, [number, CborValue][]][])('is refused with %s', async (_case, entries) => {
    expect(await fieldsOf(withKey(entries))).toHaveLength(1)
  })
})

describe('the attestation object', () => {
  it.each(['tpm', 'apple', 'fido-u2f', 'android-key', 'android-safetynet', 'compound'])(
    'counts as none when it is %s',
    async (format) => {
      const statement = new Map([['x5c', randomBytes(40)]])
      const registration = withMembers(makeSoftwarePasskey(), (members) =>
        members.set('fmt', format).set('attStmt', statement),
      )
      expect(await verify(registration)).toMatchObject({ attestationType: 'none' })
    },
  )

  it('counts as none when it is packed with a certificate', async () => {
    const statement = new Map<string, CborValue>([
      ['alg', -7],
      ['sig', randomBytes(70)],
      ['x5c', randomBytes(40)],
    ])
    const registration = withMembers(makeSoftwarePasskey(), (members) =>
      members.set('fmt', 'packed').set('attStmt', statement),
    )
    expect(await verify(registration)).toMatchObject({ attestationType: 'none' })
  })

  it('is verified when it is packed and signed by the passkey itself', async () => {
    const passkey = makeSoftwarePasskey()
    const honest = makeRegistration(passkey)
    const authData = authDataOf(passkey)
    const clientDataHash = sha256(Buffer.from(honest.attestation.clientDataJson, 'base64url'))
    const signedBy = (key: SoftwarePasskey['privateKey']): SoftwareRegistration => {
      const sig = sign('sha256', Buffer.concat([authData, clientDataHash]), key)
      const attStmt = new Map<string, CborValue>([
        ['alg', -7],
        ['sig', sig],
      ])
      return withObject(
        honest,
        toCbor(
          new Map<string, CborValue>([
            ['fmt', 'packed'],
            ['attStmt', attStmt],
            ['authData', authData],
          ]),
        ),
      )
    }
    expect(await verify(signedBy(passkey.privateKey))).toMatchObject({ attestationType: 'self' })
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    expect(await fieldsOf(signedBy(stranger))).toHaveLength(1)
  })

  it.each([
    ['an unregistered format', 'fmt', 'made-up'],
    ['no format', 'fmt', 0],
    ['none with a statement', 'attStmt', new Map([['x', 1]])],
    ['a statement that is no map', 'attStmt', 'x'],
    ['authData that is no byte string', 'authData', 'x'],
    ['authData that ends early', 'authData', randomBytes(36)],
  ] as [string, string, CborValue][])('is refused with %s', async (_case, name, value) => {
    expect(await fieldsOf(withMembers(makeSoftwarePasskey(), (members) => members.set(name, value)))).toHaveLength(1)
  })

  const honest = makeRegistration(makeSoftwarePasskey())
  const nested = (depth: number): Buffer => Buffer.concat([Buffer.alloc(depth, 0x81), Uint8Array.of(0)])
  it.each([
    ['nothing', Buffer.alloc(0), 'ends too early'],
    ['bytes after it', Buffer.concat([objectOf(honest), Uint8Array.of(0)]), 'bytes after'],
    ['its last byte missing', objectOf(honest).subarray(0, -1), 'ends too early'],
    [
      'an indefinite map',
      Buffer.concat([Uint8Array.of(0xbf), objectOf(honest).subarray(1), Uint8Array.of(0xff)]),
      'indefinite',
    ],
    ['a reserved head', Uint8Array.of(0x1c), 'reserved'],
    ['a length of 2^64 − 1', Buffer.concat([Uint8Array.of(0x5b), Buffer.alloc(8, 0xff)]), 'ends too early'],
    ['an array of 2^32 − 1', Buffer.concat([Uint8Array.of(0x9a), Buffer.alloc(4, 0xff)]), 'ends too early'],
    ['nine levels', nested(9), 'nested deeper than 8'],
    ['40,000 levels', nested(40_000), 'nested deeper than 8'],
    ['no map at all', Uint8Array.of(0), 'no map'],
  ] as [string, Uint8Array, string][])('is refused with %s', async (_case, bytes, description) => {
    expect(await fieldsOf(withObject(honest, bytes))).toEqual([expect.stringContaining(description)])
  })

  it('is refused, and nothing worse, when its key is nested without end', async () => {
    const passkey = makeSoftwarePasskey()
    const authData = authDataOf(passkey, nested(20_000))
    expect(await fieldsOf(withMembers(passkey, (members) => members.set('authData', authData)))).toHaveLength(1)
  })

  it('is refused for any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await fieldsOf(withObject(honest, bytes))).toHaveLength(1)
      }),
      { numRuns: 500 },
    )
  })

  it('is refused or stays what it was when any byte is changed', async () => {
    const bytes = objectOf(honest)
    const credentialId = Buffer.from(honest.attestation.credentialId, 'base64url')
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, mask) => {
        const mutated = Buffer.from(bytes)
        mutated[index] = (mutated[index] ?? 0) ^ mask
        const registration = withObject(honest, mutated)
        // Flags, counter and model are not signed in a format without a statement; all else must hold.
        const outcome = await verify(registration).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Refusal)
        else expect(outcome).toMatchObject({ credentialId: new Uint8Array(credentialId), rpId: 'localhost' })
      }),
      { numRuns: 500 },
    )
  })
})

it('keeps BE apart from BS', async () => {
  const registration = makeRegistration(makeSoftwarePasskey(), { flags: UP | UV | AT | BE })
  expect(await verify(registration)).toMatchObject({ backupEligible: true, backupState: false })
})

it('keeps BS when it is set', async () => {
  const registration = makeRegistration(makeSoftwarePasskey(), { flags: UP | UV | AT | BE | BS })
  expect(await verify(registration)).toMatchObject({ backupEligible: true, backupState: true })
})

it('verifies none of more registrations than a user may have', async () => {
  const inputs = Array.from({ length: 11 }, () => ({
    authenticatorName: 'x',
    ...makeRegistration(makeSoftwarePasskey(), { flags: 0 }),
  }))
  await expect(verifyRegistrations(inputs, 'x', [origins])).rejects.toMatchObject({ code: 'AUTHENTICATORS_EXHAUSTED' })
})
