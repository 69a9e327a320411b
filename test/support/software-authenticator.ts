/** A passkey in software, for tests: registers with attestation `none` and signs request bodies, rightly or wrongly as told. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign as signBytes } from 'node:crypto'
import { formatWebauthnStamp, toBase64url, toHex, type WebauthnStamp } from '@latchkey/crypto'
import { type CborValue, toCbor } from './cbor.ts'

/** COSE algorithms a passkey here can have. */
export const coseAlgorithms = { ES256: -7, RS256: -257 } as const

/** Bits of the flags byte of authenticator data (WebAuthn L3 §6.1). */
export const authenticatorFlags = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40, ED: 0x80 } as const

/** How a passkey is made. */
export interface SoftwarePasskeyOptions {
  /** Default `ES256`. */
  algorithm?: keyof typeof coseAlgorithms
  /** Default `localhost`. */
  rpId?: string
  /** Page it is used on, default `http://localhost:4482`. */
  origin?: string
  /** Whether it is synced (flags BE and BS), default false. */
  synced?: boolean
}

/** Passkey with its private key. `signCount` is what the next assertion reports; {@link makeAssertion} does not move it. */
export interface SoftwarePasskey {
  readonly algorithm: number
  readonly rpId: string
  readonly origin: string
  readonly synced: boolean
  readonly credentialId: Uint8Array
  readonly publicKeyCose: Uint8Array
  readonly privateKey: KeyObject
  signCount: number
}

/** Deviations from what an honest browser and authenticator would produce. */
export interface CeremonyOverrides {
  /** Members that replace or join those of the client data; `undefined` removes one. */
  clientData?: Record<string, unknown>
  /** The whole client data instead, verbatim. */
  clientDataText?: string
  /** The whole flags byte instead. */
  flags?: number
  /** Relying party whose hash is put in. */
  rpId?: string
  signCount?: number
  /** Bytes after the fixed part of the authenticator data, such as extensions. */
  trailing?: Uint8Array
  /** What becomes of the authenticator data of a registration before it is put in. */
  authData?(honest: Buffer): Uint8Array
  /** Changes the members of the attestation object; `toBeSigned` is what a statement signs. */
  attestationObject?(members: Map<string, CborValue>, toBeSigned: Uint8Array): void
}

const fieldsOf = (jwk: JsonWebKey) => (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(String(jwk[name]), 'base64url')

/** COSE_Key of a public key (RFC 9053 §7.1.1, RFC 8230 §4). */
function toCoseKey(publicKey: KeyObject): Uint8Array {
  const jwk = publicKey.export({ format: 'jwk' })
  const field = fieldsOf(jwk)
  const entries: [number, CborValue][] =
    jwk.kty === 'EC'
      ? [
          [1, 2],
          [3, coseAlgorithms.ES256],
          [-1, 1],
          [-2, field('x')],
          [-3, field('y')],
        ]
      : [
          [1, 3],
          [3, coseAlgorithms.RS256],
          [-1, field('n')],
          [-2, field('e')],
        ]
  return toCbor(new Map(entries))
}

/**
 * Makes a passkey with a fresh key pair.
 * @param options see {@link SoftwarePasskeyOptions}
 */
export function makeSoftwarePasskey(options: SoftwarePasskeyOptions = {}): SoftwarePasskey {
  const { algorithm = 'ES256', rpId = 'localhost', origin = 'http://localhost:4482', synced = false } = options
  const { publicKey, privateKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    algorithm: coseAlgorithms[algorithm],
    rpId,
    origin,
    synced,
    credentialId: randomBytes(32),
    publicKeyCose: toCoseKey(publicKey),
    privateKey,
    signCount: 0,
  }
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

function makeClientData(passkey: SoftwarePasskey, type: string, challenge: string, overrides: CeremonyOverrides) {
  const members = { type, challenge, origin: passkey.origin, crossOrigin: false, ...overrides.clientData }
  return Buffer.from(overrides.clientDataText ?? JSON.stringify(members))
}

function makeAuthenticatorData(passkey: SoftwarePasskey, extraFlags: number, overrides: CeremonyOverrides): Buffer {
  const { UP, UV, BE, BS } = authenticatorFlags
  const flags = UP | UV | (passkey.synced ? BE | BS : 0) | extraFlags
  const tail = Buffer.alloc(5)
  tail.writeUInt8(overrides.flags ?? flags, 0)
  tail.writeUInt32BE(overrides.signCount ?? passkey.signCount, 1)
  return Buffer.concat([sha256(overrides.rpId ?? passkey.rpId), tail, overrides.trailing ?? Buffer.alloc(0)])
}

/** AAGUID of zeros, id with its length, COSE key (WebAuthn L3 §6.5.1). */
function makeAttestedCredentialData({ credentialId, publicKeyCose }: SoftwarePasskey): Buffer {
  return Buffer.concat([Buffer.alloc(16), Uint8Array.of(0, credentialId.length), credentialId, publicKeyCose])
}

/** Registration as activities carry it: `{challenge, attestation}` of AuthenticatorParamsV2. */
export interface SoftwareRegistration {
  challenge: string
  attestation: {
    credentialId: string
    clientDataJson: string
    attestationObject: string
    transports: 'AUTHENTICATOR_TRANSPORT_INTERNAL'[]
  }
}

/**
 * Registers a passkey over a random challenge, with attestation `none`; everything in base64url.
 * @param passkey from {@link makeSoftwarePasskey}
 * @param overrides deviations from an honest ceremony
 */
export function makeRegistration(passkey: SoftwarePasskey, overrides: CeremonyOverrides = {}): SoftwareRegistration {
  const challenge = toBase64url(randomBytes(32))
  const trailing = Buffer.concat([makeAttestedCredentialData(passkey), overrides.trailing ?? Buffer.alloc(0)])
  const honest = makeAuthenticatorData(passkey, authenticatorFlags.AT, { ...overrides, trailing })
  const authData = overrides.authData?.(honest) ?? honest
  const clientDataJson = makeClientData(passkey, 'webauthn.create', challenge, overrides)
  const members = new Map<string, CborValue>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ])
  overrides.attestationObject?.(members, Buffer.concat([authData, sha256(clientDataJson)]))
  return {
    challenge,
    attestation: {
      credentialId: toBase64url(passkey.credentialId),
      clientDataJson: toBase64url(clientDataJson),
      attestationObject: toBase64url(toCbor(members)),
      transports: ['AUTHENTICATOR_TRANSPORT_INTERNAL'],
    },
  }
}

/** Assertion in bytes, and as the value of `X-Stamp-Webauthn`. */
export interface SoftwareAssertion {
  stamp: WebauthnStamp<Uint8Array>
  header: string
}

/**
 * Writes an assertion as the value of `X-Stamp-Webauthn`.
 * @param stamp the four parts
 */
export function toWebauthnHeader(stamp: WebauthnStamp<Uint8Array>): string {
  return formatWebauthnStamp({
    authenticatorData: toBase64url(stamp.authenticatorData),
    clientDataJson: toBase64url(stamp.clientDataJson),
    credentialId: toBase64url(stamp.credentialId),
    signature: toBase64url(stamp.signature),
  })
}

/**
 * Approves a request body with a passkey. The signature is valid whatever the overrides put under it.
 * @param passkey from {@link makeSoftwarePasskey}
 * @param body exact body of the request, as text or bytes
 * @param overrides deviations from an honest ceremony
 */
export function makeAssertion(
  passkey: SoftwarePasskey,
  body: Uint8Array | string,
  overrides: CeremonyOverrides = {},
): SoftwareAssertion {
  const challenge = toBase64url(Buffer.from(toHex(sha256(body))))
  const clientDataJson = makeClientData(passkey, 'webauthn.get', challenge, overrides)
  const authenticatorData = makeAuthenticatorData(passkey, 0, overrides)
  const signed = Buffer.concat([authenticatorData, sha256(clientDataJson)])
  const signature = signBytes('sha256', signed, passkey.privateKey)
  const stamp = { authenticatorData, clientDataJson, credentialId: passkey.credentialId, signature }
  return { stamp, header: toWebauthnHeader(stamp) }
}
