/** Making a passkey in the browser; registering it is up to the server that receives the result. */
import type { AuthenticatorParams } from '@latchkey/contract'
import { toBase64url } from '@latchkey/crypto'
import { defaultPromptTimeoutMs } from './passkey-stamper.ts'
import { runPrompt } from './prompt.ts'

/** Creation options of which every part may be left out. */
export type PasskeyCreationOptions = Partial<Omit<PublicKeyCredentialCreationOptions, 'rp' | 'user'>> & {
  /** `id` defaults to the configured rpId, then to the page's host name; `name` to the empty string. */
  rp?: Partial<PublicKeyCredentialRpEntity>
  /** `id` defaults to 32 random bytes, `name` and `displayName` to "Default User". */
  user?: Partial<PublicKeyCredentialUserEntity>
}

/** What {@link createPasskey} takes. */
export interface CreatePasskeyParams {
  /** Parts of the browser's creation options that differ from the defaults. */
  publicKey?: PasskeyCreationOptions
  /** `conditional`: the browser makes a passkey unasked if its user just signed in with a password, and fails silently if not. */
  mediation?: 'conditional' | undefined
}

/** A new passkey as `createSubOrganization`, `createUsers` and `createAuthenticators` take it. */
export interface CreatedPasskey {
  /** The challenge the browser was given, base64url: the member `challenge` of the registration. */
  encodedChallenge: string
  /** What the browser returned, in base64url. */
  attestation: AuthenticatorParams['attestation']
}

type Transport = CreatedPasskey['attestation']['transports'][number]

/** The protocol's names by the browser's; a transport it has no name for is left out. */
const transportNames: Readonly<Record<string, Transport>> = {
  internal: 'AUTHENTICATOR_TRANSPORT_INTERNAL',
  usb: 'AUTHENTICATOR_TRANSPORT_USB',
  nfc: 'AUTHENTICATOR_TRANSPORT_NFC',
  ble: 'AUTHENTICATOR_TRANSPORT_BLE',
  hybrid: 'AUTHENTICATOR_TRANSPORT_HYBRID',
}

/** COSE numbers of ES256 and RS256, what the server verifies. */
const algorithms = [-7, -257]

/**
 * A new passkey, after one touch.
 * @param params what differs from the defaults: discoverable, user verification preferred, ES256 or RS256
 * @param defaultRpId domain of the passkey if `params` names none; default the page's host name
 * @throws PASSKEY_ALREADY_REGISTERED, PASSKEY_OPTIONS_REFUSED, PASSKEY_DEVICE_UNSUITABLE or another PasskeyError when none is made
 * @see Turnkey wire protocol: registration attestation
 */
export async function createPasskey(params: CreatePasskeyParams = {}, defaultRpId?: string): Promise<CreatedPasskey> {
  const challenge = params.publicKey?.challenge ?? randomBytes()
  const { mediation } = params
  const publicKey = toOptions(challenge, params.publicKey, defaultRpId)
  const credential = await runPrompt(
    'create',
    (signal) => navigator.credentials.create({ publicKey, signal, ...(mediation && { mediation }) }),
    mediation ? 'patient' : 'now',
  )
  const response = credential.response as AuthenticatorAttestationResponse
  return {
    encodedChallenge: encode(challenge),
    attestation: {
      credentialId: encode(credential.rawId),
      clientDataJson: encode(response.clientDataJSON),
      attestationObject: encode(response.attestationObject),
      transports: readTransports(response),
    },
  }
}

function toOptions(
  challenge: BufferSource,
  given: PasskeyCreationOptions = {},
  defaultRpId: string = location.hostname,
): PublicKeyCredentialCreationOptions {
  return {
    timeout: defaultPromptTimeoutMs,
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    ...given,
    challenge,
    rp: { id: defaultRpId, name: '', ...given.rp },
    user: { id: randomBytes(), name: 'Default User', displayName: 'Default User', ...given.user },
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'preferred',
      ...given.authenticatorSelection,
    },
  }
}

/** Older browsers have no `getTransports`. */
function readTransports(response: AuthenticatorAttestationResponse): Transport[] {
  const transports = 'getTransports' in response ? response.getTransports() : []
  return transports.flatMap((transport) => transportNames[transport] ?? [])
}

const randomBytes = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32))

function encode(bytes: BufferSource): string {
  return toBase64url(
    ArrayBuffer.isView(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes),
  )
}
