/** The 34 assertions of the FIDO conformance list that apply to this protocol's message shapes and must be refused. */
import {
  authenticatorFlags,
  type CeremonyOverrides,
  makeAssertion,
  makeSoftwarePasskey,
  type SoftwarePasskey,
} from '../../../../test/support/software-authenticator.ts'
import { type ClientDataFault, clientDataCases } from './client-data-cases.ts'

/** An assertion that breaks one rule and no other. */
export interface RefusedAssertion {
  /** Which one. */
  breaks: string
  /**
   * Value of `X-Stamp-Webauthn`.
   * @param passkey registered, device-bound, its stored counter is that of `passkey.signCount` less one
   * @param body body of the request
   */
  header(passkey: SoftwarePasskey, body: string): string
  /** Code of the refusal as shown outside. */
  code: string
}

const { UP, UV, BS } = authenticatorFlags
const malformed = 'WEBAUTHN_STAMP_MALFORMED'
/** Shown for a bad signature too: nobody learns from it which passkeys exist. */
const unknown = 'CREDENTIAL_ID_NOT_FOUND'

type Member = 'credentialId' | 'authenticatorData' | 'clientDataJson' | 'signature'

function withMember(breaks: string, name: Member, value: unknown, code: string): RefusedAssertion {
  return {
    breaks: `${name} is ${breaks}`,
    header: (passkey, body) => JSON.stringify({ ...JSON.parse(makeAssertion(passkey, body).header), [name]: value }),
    code,
  }
}

function structureCases(): RefusedAssertion[] {
  const honest = (passkey: SoftwarePasskey, body: string) => makeAssertion(passkey, body).header
  return [
    { breaks: 'header is no JSON', header: (...by) => honest(...by).slice(0, -1), code: malformed },
    { breaks: 'header is no object', header: (...by) => `[${honest(...by)}]`, code: malformed },
    withMember('missing', 'credentialId', undefined, malformed),
    withMember('a number', 'credentialId', 1, malformed),
    withMember('not base64url', 'credentialId', 'a+b/', malformed),
    withMember('missing', 'authenticatorData', undefined, malformed),
    withMember('a number', 'authenticatorData', 1, malformed),
    withMember('empty', 'authenticatorData', '', unknown),
    withMember('missing', 'clientDataJson', undefined, malformed),
    withMember('a number', 'clientDataJson', 1, malformed),
    withMember('empty', 'clientDataJson', '', unknown),
    withMember('missing', 'signature', undefined, malformed),
    withMember('a number', 'signature', 1, malformed),
    withMember('empty', 'signature', '', unknown),
    {
      breaks: 'signature is by another key',
      header: ({ credentialId, signCount }, body) =>
        makeAssertion({ ...makeSoftwarePasskey(), credentialId, signCount }, body).header,
      code: unknown,
    },
  ]
}

function ceremonyCase(breaks: string, overrides: CeremonyOverrides, code: string): RefusedAssertion {
  return { breaks, header: (passkey, body) => makeAssertion(passkey, body, overrides).header, code }
}

const codeOfFault: Record<ClientDataFault, string> = {
  type: 'WEBAUTHN_CLIENT_DATA_INVALID',
  challenge: 'WEBAUTHN_CLIENT_DATA_INVALID',
  origin: 'WEBAUTHN_ORIGIN_NOT_ALLOWED',
  frame: 'WEBAUTHN_FRAMED',
}

/** All 34. */
export function refusedAssertions(): RefusedAssertion[] {
  return [
    ...structureCases(),
    ...clientDataCases('webauthn.create').map(([breaks, clientData, fault]) =>
      ceremonyCase(breaks, { clientData }, codeOfFault[fault]),
    ),
    ceremonyCase('authenticatorData is of another site', { rpId: 'evil.example' }, 'WEBAUTHN_RP_ID_MISMATCH'),
    ceremonyCase('nobody was present', { flags: UV }, 'WEBAUTHN_USER_NOT_PRESENT'),
    ceremonyCase('authenticatorData has left-over bytes', { trailing: Uint8Array.of(0) }, malformed),
    ceremonyCase('counter has not grown', { signCount: 5 }, 'WEBAUTHN_COUNTER_WENT_BACK'),
    ceremonyCase('passkey is backed up and cannot be', { flags: UP | UV | BS }, 'WEBAUTHN_BACKUP_STATE_INVALID'),
  ]
}
