/** What both pages share: their settings, and signing up through the application's back end. */
import type { TurnkeyPasskeyClient } from '@turnkey/sdk-browser'

/** What the server writes into the page. */
export interface PageSettings {
  readonly apiBaseUrl: string
  readonly iframeUrl: string
  /** Parent organization. */
  readonly defaultOrganizationId: string
}

/** A new user's own organization. */
export interface Account {
  readonly organizationId: string
  readonly userId: string
}

/** What the back end is sent: a name, and what `createUserPasskey` returned. */
export interface SignUpRequest {
  readonly userName: string
  readonly passkey: Awaited<ReturnType<TurnkeyPasskeyClient['createUserPasskey']>>
}

/**
 * Makes a passkey and an account for it.
 * @param passkeyClient of any version
 * @param userName name of the new user
 */
export async function signUp(
  passkeyClient: Pick<TurnkeyPasskeyClient, 'createUserPasskey'>,
  userName: string,
): Promise<Account> {
  const passkey = await passkeyClient.createUserPasskey()
  const request: SignUpRequest = { userName, passkey }
  const response = await fetch('/sign-up', { method: 'POST', body: JSON.stringify(request) })
  return response.json()
}

declare global {
  interface Window {
    settings: PageSettings
  }
}
