/** The sign-up end point: turns a freshly made passkey into a sub-organization of its own, with one root user. */
import type { Turnkey } from '@latchkey/sdk-server'

type ApiClient = ReturnType<Turnkey['apiClient']>
type RootUser = Parameters<ApiClient['createSubOrganization']>[0]['rootUsers'][number]

/** Body of `POST /api/sign-up`: a name, and what `passkeyClient.createUserPasskey()` returned. */
export interface SignUpRequest {
  userName: string
  passkey: { encodedChallenge: string; attestation: RootUser['authenticators'][number]['attestation'] }
}

/** Answer of the end point: UUIDs of the new organization and its user. */
export interface SignUpAnswer {
  organizationId: string
  userId: string
}

/**
 * Creates the sub-organization of a new user. The API checks the passkey; this function only passes it on.
 * @param client client with the API key of the parent organization
 * @param request body as received; malformed members are refused by the API, field by field
 */
export async function signUp(client: ApiClient, request: SignUpRequest): Promise<SignUpAnswer> {
  const { userName, passkey } = request
  const created = await client.createSubOrganization({
    subOrganizationName: `${userName}'s organization`,
    rootQuorumThreshold: 1,
    rootUsers: [
      {
        userName,
        apiKeys: [],
        oauthProviders: [],
        authenticators: [
          {
            authenticatorName: 'First passkey',
            challenge: passkey.encodedChallenge,
            attestation: passkey.attestation,
          },
        ],
      },
    ],
  })
  return { organizationId: created.subOrganizationId, userId: created.rootUserIds?.[0] ?? '' }
}
