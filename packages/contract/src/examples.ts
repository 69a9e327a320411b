/** What the examples of all operations speak of: one small world, so that they fit together. None of it is secret. */
import type { Static } from 'typebox'
import type { AuthenticatorParamsV2 } from './credentials.ts'

/**
 * Identifiers: a parent organization with an ordinary user, what that user signs with, a recorded write, a sub-organization, a tag, a
 * root user with a session, and a session profile.
 */
export const exampleIds = {
  organization: '0195c0de-0000-7000-8000-000000000001',
  user: '0195c0de-0000-7000-8000-000000000002',
  apiKey: '0195c0de-0000-7000-8000-000000000003',
  authenticator: '0195c0de-0000-7000-8000-000000000004',
  activity: '0195c0de-0000-7000-8000-000000000005',
  subOrganization: '0195c0de-0000-7000-8000-000000000006',
  userTag: '0195c0de-0000-7000-8000-000000000007',
  rootUser: '0195c0de-0000-7000-8000-000000000008',
  session: '0195c0de-0000-7000-8000-000000000009',
  sessionProfile: '0195c0de-0000-7000-8000-00000000000a',
} as const

/** Moment of every example write: 2026-01-01 00:00 UTC, in milliseconds since 1970-01-01 UTC as a decimal string. */
export const exampleTimestampMs = '1767225600000'

/** Fingerprint of a write that waits for the root quorum of the parent organization. */
export const exampleFingerprint = 'sha256:cf0364e2269896b84e6a03a8d39fcbdbb4ab56afcce8564baffdf6c6efa7b5d1'

/** Public key of a P-256 key pair that nobody has registered yet: 66 hexadecimal characters. */
export const examplePublicKey = '0329fbc5ee5ea228013eac45b6364e7f415d1a0f4d1b381ba20dfea801dfa5ae71'

/** Target key of an auth iframe: an uncompressed P-256 point, 130 hexadecimal characters. */
export const exampleTargetPublicKey =
  '04abb6a2644f7d018b5cdfa43ade1804cc2df8ed127ac98d4399581b10501a64fbc6d9a979fde4b06088c9d1e8f3cd4867bafbdf2afc53a68b92e1714822ec176f'

/** Registration of a new passkey for the relying party `localhost`, on the page `http://localhost:4482`. */
export const exampleAuthenticator: Static<typeof AuthenticatorParamsV2> = {
  authenticatorName: 'Laptop',
  challenge: 'zES5bl417CjwT3T88T3Vs5CSj5PX2LBEJOawe9jQ79M',
  attestation: {
    credentialId: 'DC7PCovP9ghfkX82swM2xoXC1GPaHxXKgdE-bDWpvMc',
    clientDataJson:
      'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiekVTNWJsNDE3Q2p3VDNUODhUM1ZzNUNTajVQWDJMQkVKT2F3ZTlqUTc5TSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDQ4MiIsImNyb3NzT3JpZ2luIjpmYWxzZX0',
    attestationObject:
      'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAwuzwqLz_YIX5F_NrMDNsaFwtRj2h8VyoHRPmw1qbzHpQECAyYgASFYIF1bAvfuZGVnE3xfJZUSYu4mKElPMHaW-7FuDPU5PzYyIlggbrQlBbQ99CdvelwzbdVVwhhrL_VacWUShPwb_jB2ozI',
    transports: ['AUTHENTICATOR_TRANSPORT_INTERNAL'],
  },
}
