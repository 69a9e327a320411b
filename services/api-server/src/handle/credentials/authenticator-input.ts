/** Passkeys as requests describe them, in the shapes of both versions. */

/** What a browser returned, as the second version of the activities carries it; all base64url. */
export interface Attestation {
  credentialId: string
  clientDataJson: string
  attestationObject: string
  transports: readonly string[]
}

/** What a browser returned, as the first version of the activities carries it; all base64url. */
export interface AttestationV1 {
  id: string
  rawId: string
  response: { clientDataJson: string; attestationObject: string; transports?: readonly string[] }
}

/** Passkey to register, in either version. */
export interface AuthenticatorInput {
  authenticatorName: string
  /** Base64url, as the client chose it. */
  challenge: string
  attestation: Attestation | AttestationV1
}

/**
 * The attestation in the shape of the second version.
 * @param attestation either shape; of the first one's two ids, which browsers make equal, `rawId` counts
 */
export function toAttestation(attestation: Attestation | AttestationV1): Attestation {
  if ('credentialId' in attestation) return attestation
  const { clientDataJson, attestationObject, transports = [] } = attestation.response
  return { credentialId: attestation.rawId, clientDataJson, attestationObject, transports }
}
