/** Fuzz targets for WebAuthn: attestation objects, and authenticator data of assertions. */
import { toBase64url } from '@latchkey/crypto'
import fc from 'fast-check'
import { readAuthenticatorData } from '../../../services/api-server/src/authenticate/webauthn/authenticator-data.ts'
import { verifyRegistrations } from '../../../services/api-server/src/handle/credentials/registration.ts'
import { Refusal } from '../../../services/api-server/src/refusal.ts'
import { toCbor } from '../../support/cbor.ts'
import {
  authenticatorFlags,
  makeAssertion,
  makeRegistration,
  makeSoftwarePasskey,
} from '../../support/software-authenticator.ts'
import { type FuzzTarget, nearly, readOrRefuse } from '../target.ts'

const origins = [['http://localhost:4482']] as const
const passkey = makeSoftwarePasskey()
const registration = makeRegistration(passkey)
const object = Buffer.from(registration.attestation.attestationObject, 'base64url')
const isRefusal = (error: unknown): boolean => error instanceof Refusal
const { UP, UV, ED } = authenticatorFlags
const extended = { flags: UP | UV | ED, trailing: toCbor(new Map([['credProtect', 2]])) }
const honest = Buffer.from(makeAssertion(passkey, '{}', extended).stamp.authenticatorData)

/** A changed object is refused, or says the same about the passkey: id and site. Its key is not signed in the format "none". */
const attestation: FuzzTarget = {
  name: 'attestation object',
  property: fc.asyncProperty(nearly(object), async (bytes) => {
    const attestationObject = toBase64url(bytes)
    const input = {
      authenticatorName: 'x',
      challenge: registration.challenge,
      attestation: { ...registration.attestation, attestationObject },
    }
    const verified = await readOrRefuse(() => verifyRegistrations([input], 'x', origins), isRefusal)
    const [taken] = verified ?? []
    if (taken === undefined) return true
    return (
      Buffer.from(taken.credentialId).equals(passkey.credentialId) &&
      taken.rpId === 'localhost' &&
      taken.algorithm === -7
    )
  }),
}

const authenticatorData: FuzzTarget = {
  name: 'authenticator data',
  property: fc.asyncProperty(nearly(honest), async (bytes) => {
    const read = await readOrRefuse(() => readAuthenticatorData(bytes), isRefusal)
    if (read === undefined) return true
    const flags = bytes[32] ?? 0
    return bytes.length >= 37 && (flags & 0x40) === 0 && ((flags & ED) !== 0) === bytes.length > 37
  }),
}

/** Targets of this file. */
export const webauthnTargets: readonly FuzzTarget[] = [attestation, authenticatorData]
