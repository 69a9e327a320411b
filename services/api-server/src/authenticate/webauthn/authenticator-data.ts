/** What the authenticator states about an assertion: site, touch, backup and counter. */
import { parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import { Refusal } from '../../refusal.ts'

/** Authenticator data of an assertion. */
export interface AuthenticatorData {
  /** SHA-256 of the relying party id, 32 bytes. */
  rpIdHash: Uint8Array
  isUserPresent: boolean
  isBackupEligible: boolean
  isBackedUp: boolean
  signCount: number
}

const fixedLength = 37
const flag = { userPresent: 0x01, backupEligible: 0x08, backedUp: 0x10, attested: 0x40, extended: 0x80 } as const

function malformed(reason: string): Refusal {
  return new Refusal('WEBAUTHN_STAMP_MALFORMED', { reason })
}

/** An authenticator may answer with extensions nobody asked for; they must be there when announced, whole, and the last thing. */
function checkExtensions(bytes: Uint8Array): void {
  try {
    parseAuthenticatorData(new Uint8Array(bytes))
  } catch {
    throw malformed('extensions of the authenticator data are malformed')
  }
}

/**
 * The parts of authenticator data. Extensions are ignored; attested credential data belongs to registrations and is refused.
 * @param bytes authenticator data as received
 * @throws WEBAUTHN_STAMP_MALFORMED when its length is not what its flags announce
 * @see WebAuthn L3 §6.1
 */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  if (bytes.length < fixedLength) throw malformed('authenticator data is too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const flags = view.getUint8(32)
  if (flags & flag.attested) throw malformed('authenticator data is of a registration')
  if (flags & flag.extended) checkExtensions(bytes)
  else if (bytes.length > fixedLength) throw malformed('authenticator data has left-over bytes')
  return {
    rpIdHash: bytes.subarray(0, 32),
    isUserPresent: (flags & flag.userPresent) !== 0,
    isBackupEligible: (flags & flag.backupEligible) !== 0,
    isBackedUp: (flags & flag.backedUp) !== 0,
    signCount: view.getUint32(33),
  }
}
