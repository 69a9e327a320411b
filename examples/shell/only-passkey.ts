/** Names one passkey to the browser, so that it does not ask which of several is meant. */

/**
 * Parameters of a passkey client that uses this passkey alone.
 * @param passkey what `createUserPasskey()` returned; the id of its credential is base64url
 */
export function onlyPasskey(passkey: { attestation: { credentialId: string } }): {
  allowCredentials: PublicKeyCredentialDescriptor[]
} {
  const base64 = passkey.attestation.credentialId.replaceAll('-', '+').replaceAll('_', '/')
  const id = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return { allowCredentials: [{ type: 'public-key', id }] }
}
