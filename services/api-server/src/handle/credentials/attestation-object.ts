/** Attestation objects: which formats are taken, and how far. */
import { readBase64url, toBase64url } from '@latchkey/crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { checkCbor } from './check-cbor.ts'
import { RegistrationFault } from './registration-fault.ts'

/** Formats of the IANA registry whose statements would need certificates this server does not judge. */
const formatsWithoutTrust: ReadonlySet<unknown> = new Set([
  'packed',
  'tpm',
  'android-key',
  'android-safetynet',
  'fido-u2f',
  'apple',
  'compound',
])

/** Attestation object that is ready for verification. */
export interface CheckedAttestation {
  /** Base64url. */
  attestationObject: string
  /** `self` when the passkey signed its own statement, else `none`. */
  attestationType: 'none' | 'self'
  /** What a passkey that signed its own statement says it signed with. */
  statementAlgorithm?: unknown
}

/**
 * The attestation object with every statement taken out that would need a certificate: such a passkey counts as one without
 * attestation, and no certificate out of a request is ever followed.
 * @param text base64url as received
 * @throws RegistrationFault when it is not strict CBOR, not an attestation object, or of an unregistered format
 * @see WebAuthn L3 §6.5, §8
 */
export function checkAttestationObject(text: string): CheckedAttestation {
  const bytes = readBase64url(text)
  checkCbor(bytes)
  const members = isoCBOR.decodeFirst<unknown>(bytes)
  if (!(members instanceof Map)) throw new RegistrationFault('has an attestation object that is no map')
  const format: unknown = members.get('fmt')
  const statement: unknown = members.get('attStmt')
  const authData: unknown = members.get('authData')
  if (!(authData instanceof Uint8Array) || !(statement instanceof Map)) {
    throw new RegistrationFault('has an attestation object without authData or attStmt')
  }
  if (format === 'none') return { attestationObject: text, attestationType: 'none' }
  if (format === 'packed' && !statement.has('x5c')) {
    return { attestationObject: text, attestationType: 'self', statementAlgorithm: statement.get('alg') }
  }
  if (!formatsWithoutTrust.has(format)) throw new RegistrationFault('has an attestation format that is not registered')
  const bare = new Map<string, string | Map<string, never> | Uint8Array>([
    ['fmt', 'none'],
    ['attStmt', new Map<string, never>()],
    ['authData', authData],
  ])
  return { attestationObject: toBase64url(isoCBOR.encode(bare)), attestationType: 'none' }
}
