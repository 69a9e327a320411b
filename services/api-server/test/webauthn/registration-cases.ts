/** The 46 registrations of the FIDO conformance list that apply to this protocol's message shapes and must be refused. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { type CborValue, toCbor } from '../../../../test/support/cbor.ts'
import {
  authenticatorFlags,
  type CeremonyOverrides,
  makeRegistration,
  makeSoftwarePasskey,
  type SoftwarePasskey,
  type SoftwareRegistration,
} from '../../../../test/support/software-authenticator.ts'
import { type ClientDataFault, clientDataCases } from './client-data-cases.ts'

/** A registration that breaks one rule and no other. */
export interface RefusedRegistration {
  /** Which one. */
  breaks: string
  /** The registration as a request carries it. */
  registration: object
  /** Beginning of the refusal: field and description. */
  refusal: string
}

const { UP, UV, AT, ED } = authenticatorFlags
const attestation = 'attestation'

/** Members of a request that are absent or of another type than the contract says. */
function structureCases(): RefusedRegistration[] {
  const { challenge, attestation: honest } = makeRegistration(makeSoftwarePasskey())
  const without = (name: keyof SoftwareRegistration['attestation']) => ({
    challenge,
    attestation: { ...honest, [name]: undefined },
  })
  const replaced = (name: keyof SoftwareRegistration['attestation'], value: unknown) => ({
    challenge,
    attestation: { ...honest, [name]: value },
  })
  const bytes = 'must be base64url'
  const id = 'must be a WebAuthn credential id'
  return [
    ['credentialId is missing', without('credentialId'), `${attestation}.credentialId ${id}`],
    ['credentialId is a number', replaced('credentialId', 1), `${attestation}.credentialId ${id}`],
    ['credentialId is not base64url', replaced('credentialId', 'a+b/'), `${attestation}.credentialId ${id}`],
    ['attestation is missing', { challenge }, `${attestation} must`],
    ['attestation is a text', { challenge, attestation: 'none' }, `${attestation} must`],
    ['clientDataJson is missing', without('clientDataJson'), `${attestation}.clientDataJson ${bytes}`],
    ['clientDataJson is a number', replaced('clientDataJson', 1), `${attestation}.clientDataJson ${bytes}`],
    ['clientDataJson is empty', replaced('clientDataJson', ''), `${attestation}.clientDataJson ${bytes}`],
    ['attestationObject is missing', without('attestationObject'), `${attestation}.attestationObject ${bytes}`],
    ['attestationObject is a number', replaced('attestationObject', 1), `${attestation}.attestationObject ${bytes}`],
    ['attestationObject is empty', replaced('attestationObject', ''), `${attestation}.attestationObject ${bytes}`],
  ].map(([breaks, registration, refusal]) => ({
    breaks: String(breaks),
    registration: Object(registration),
    refusal: String(refusal),
  }))
}

const faults: Record<ClientDataFault, string> = {
  type: `${attestation} is not a registration`,
  challenge: `${attestation} was made for another challenge`,
  origin: `${attestation} was made on an origin that LATCHKEY_ORIGINS`,
  frame: `${attestation} was made inside a frame of another site`,
}

function ceremonyCase(
  breaks: string,
  overrides: CeremonyOverrides,
  refusal: string,
  passkey = makeSoftwarePasskey(),
): RefusedRegistration {
  return { breaks, registration: makeRegistration(passkey, overrides), refusal: `${attestation} ${refusal}` }
}

function clientDataRegistrations(): RefusedRegistration[] {
  return clientDataCases('webauthn.get').map(([breaks, clientData, fault]) => ({
    breaks,
    registration: makeRegistration(makeSoftwarePasskey(), { clientData }),
    refusal: faults[fault],
  }))
}

const withMember = (name: string, value: CborValue | undefined): CeremonyOverrides => ({
  attestationObject: (members) => {
    if (value === undefined) members.delete(name)
    else members.set(name, value)
  },
})

/** What is wrong about the attestation object whatever its format. */
function attestationObjectCases(): RefusedRegistration[] {
  const incomplete = 'has an attestation object without authData or attStmt'
  const invalid = 'is not a valid passkey registration'
  const unregistered = 'has an attestation format that is not registered'
  return [
    ceremonyCase('fmt is missing', withMember('fmt', undefined), unregistered),
    ceremonyCase('fmt is a number', withMember('fmt', 0), unregistered),
    ceremonyCase('attStmt is missing', withMember('attStmt', undefined), incomplete),
    ceremonyCase('attStmt is a text', withMember('attStmt', 'none'), incomplete),
    ceremonyCase('authData is missing', withMember('authData', undefined), incomplete),
    ceremonyCase('authData is a text', withMember('authData', 'data'), incomplete),
    ceremonyCase('authData is empty', withMember('authData', Buffer.alloc(0)), invalid),
    ceremonyCase('authData has left-over bytes', { trailing: Uint8Array.of(0) }, invalid),
    ceremonyCase('attested data is there and not announced', { flags: UP | UV }, invalid),
    ceremonyCase('attested data is announced and missing', { authData: (honest) => honest.subarray(0, 37) }, invalid),
    ceremonyCase('extensions are announced and missing', { flags: UP | UV | AT | ED }, invalid),
    ceremonyCase('nobody was present', { flags: UV | AT }, invalid),
  ]
}

type Statement = (passkey: SoftwarePasskey, toBeSigned: Uint8Array) => [name: string, value: CborValue][]

/** A registration with a statement of the format "packed" without certificate. */
function packed(statement: Statement, passkey = makeSoftwarePasskey()): [CeremonyOverrides, SoftwarePasskey] {
  const attestationObject: CeremonyOverrides['attestationObject'] = (members, toBeSigned) => {
    members.set('fmt', 'packed').set('attStmt', new Map(statement(passkey, toBeSigned)))
  }
  return [{ attestationObject }, passkey]
}

const es256 = -7
const rs256 = -257
const signedBy = (key: SoftwarePasskey['privateKey'], bytes: Uint8Array): Buffer => sign('sha256', bytes, key)

function packedCase(breaks: string, statement: Statement, refusal: string): RefusedRegistration {
  const [overrides, passkey] = packed(statement)
  return ceremonyCase(breaks, overrides, refusal, passkey)
}

function packedCases(): RefusedRegistration[] {
  const invalid = 'is not a valid passkey registration'
  const unverified = 'has a signature that does not verify'
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const by = ({ privateKey }: SoftwarePasskey, bytes: Uint8Array) => signedBy(privateKey, bytes)
  const alg: [string, number] = ['alg', es256]
  return [
    packedCase('alg of the statement is missing', (passkey, bytes) => [['sig', by(passkey, bytes)]], invalid),
    packedCase(
      'alg of the statement is a text',
      (p, bytes) => [
        ['alg', 'ES256'],
        ['sig', by(p, bytes)],
      ],
      invalid,
    ),
    packedCase('sig is missing', () => [alg], invalid),
    packedCase('sig is a text', () => [alg, ['sig', 'signature']], invalid),
    packedCase('sig is empty', () => [alg, ['sig', Buffer.alloc(0)]], invalid),
    packedCase('sig is over other bytes', (p, bytes) => [alg, ['sig', by(p, bytes.subarray(1))]], unverified),
    packedCase('sig is by another key', (_, bytes) => [alg, ['sig', signedBy(stranger, bytes)]], unverified),
    packedCase(
      'alg is not that of the key',
      (p, bytes) => [
        ['alg', rs256],
        ['sig', by(p, bytes)],
      ],
      'has a statement of another algorithm than its key',
    ),
  ]
}

/** All 46, each with a fresh passkey. */
export function refusedRegistrations(): RefusedRegistration[] {
  const noneWithStatement = withMember('attStmt', new Map([['sig', Buffer.alloc(8)]]))
  return [
    ...structureCases(),
    ...clientDataRegistrations(),
    ...attestationObjectCases(),
    ...packedCases(),
    ceremonyCase('format "none" has a statement', noneWithStatement, 'is not a valid passkey registration'),
  ]
}

/** Honest registrations of the shapes that the refused ones were made from. */
export function honestRegistrations(): object[] {
  const [overrides, passkey] = packed(({ privateKey }, bytes) => [
    ['alg', es256],
    ['sig', signedBy(privateKey, bytes)],
  ])
  const extended = { flags: UP | UV | AT | ED, trailing: toCbor(new Map([['credProtect', 2]])) }
  return [
    makeRegistration(makeSoftwarePasskey()),
    makeRegistration(passkey, overrides),
    makeRegistration(makeSoftwarePasskey(), extended),
  ]
}
