/** Passkeys of a request, verified: what `create_authenticators`, `create_users` and `create_sub_organization` have in common. */
import { readBase64url } from '@latchkey/crypto'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { type OriginLists, toRpIds } from '../../passkey-origins.ts'
import { Refusal } from '../../refusal.ts'
import type { AuthenticatorRow } from '../../store/credential-rows.ts'
import { maxAuthenticators } from '../limits.ts'
import { type CheckedAttestation, checkAttestationObject } from './attestation-object.ts'
import { type Attestation, type AuthenticatorInput, toAttestation } from './authenticator-input.ts'
import { checkCoseKey } from './check-cose-key.ts'
import { readRegistrationOrigin } from './client-data.ts'
import { RegistrationFault } from './registration-fault.ts'

/** Passkey that may be registered: what a row says of it, without its place. */
export type NewAuthenticator = Omit<
  AuthenticatorRow,
  'organizationId' | 'parentOrganizationId' | 'userId' | 'authenticatorId' | 'createdAtMs'
>

/** ES256 and RS256, the algorithms official clients ask for. */
const algorithms = [-7, -257]

/**
 * The verified passkeys of a request. No trust is put in attestation: a registration proves possession, not a model.
 * @param inputs passkeys as sent
 * @param path where they stand in the request, such as `parameters.authenticators`
 * @param origins lists of the pages on which they may have been made
 * @throws AUTHENTICATORS_EXHAUSTED when there are more than one user may have
 * @throws ATTESTATION_INVALID when one does not verify
 * @see WebAuthn L3 §7.1
 */
export async function verifyRegistrations(
  inputs: readonly AuthenticatorInput[],
  path: string,
  origins: OriginLists,
): Promise<NewAuthenticator[]> {
  // Before any is verified: verification is the expensive part.
  if (inputs.length > maxAuthenticators) throw new Refusal('AUTHENTICATORS_EXHAUSTED')
  const verified: NewAuthenticator[] = []
  for (const [index, input] of inputs.entries()) {
    verified.push(await verifyRegistration(input, `${path}.${index}.attestation`, origins))
  }
  return verified
}

async function verifyRegistration(
  input: AuthenticatorInput,
  field: string,
  origins: OriginLists,
): Promise<NewAuthenticator> {
  try {
    return await toNewAuthenticator(input, origins)
  } catch (cause) {
    // Whatever the bytes provoke in decoders and library is the sender's fault; nothing in here depends on anything else.
    const description = cause instanceof RegistrationFault ? cause.message : 'is not a valid passkey registration'
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown'
    throw new Refusal('ATTESTATION_INVALID', { fieldViolations: [{ field, description }], reason }, { cause })
  }
}

async function toNewAuthenticator(input: AuthenticatorInput, origins: OriginLists): Promise<NewAuthenticator> {
  const attestation = toAttestation(input.attestation)
  const origin = readRegistrationOrigin(attestation.clientDataJson, input.challenge, origins)
  const checked = checkAttestationObject(attestation.attestationObject)
  const { attestationObject, attestationType } = checked
  const info = await verify({ ...attestation, attestationObject }, input.challenge, origin)
  const algorithm = checkCoseKey(info.credential.publicKey)
  checkStatementAlgorithm(checked, algorithm)
  return {
    authenticatorName: input.authenticatorName,
    credentialId: readBase64url(info.credential.id),
    publicKeyCose: info.credential.publicKey,
    algorithm,
    rpId: info.rpId,
    signCount: info.credential.counter,
    backupEligible: info.credentialDeviceType === 'multiDevice',
    backupState: info.credentialBackedUp,
    aaguid: info.aaguid,
    attestationType,
    transports: [...attestation.transports],
  }
}

/** Step 2 of the verification of "packed" without a certificate, which the library leaves out. @see WebAuthn L3 §8.2 */
function checkStatementAlgorithm({ attestationType, statementAlgorithm }: CheckedAttestation, algorithm: number): void {
  if (attestationType === 'self' && statementAlgorithm !== algorithm) {
    throw new RegistrationFault('has a statement of another algorithm than its key')
  }
}

async function verify(
  { credentialId, clientDataJson, attestationObject }: Attestation,
  challenge: string,
  origin: string,
) {
  const { registrationInfo } = await verifyRegistrationResponse({
    response: {
      id: credentialId,
      rawId: credentialId,
      type: 'public-key',
      response: { clientDataJSON: clientDataJson, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: toRpIds(origin),
    // Official stampers ask for verification as "preferred".
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  })
  if (registrationInfo?.rpID === undefined) throw new RegistrationFault('has a signature that does not verify')
  // The library compares neither id with the one the authenticator signed.
  if (registrationInfo.credential.id !== credentialId) throw new RegistrationFault('names another id than it proves')
  return { ...registrationInfo, rpId: registrationInfo.rpID }
}
