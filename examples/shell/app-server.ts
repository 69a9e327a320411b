/** What the page asks its own server: the public settings, and sign-up. */

/** Public settings of the application. */
export interface Settings {
  /** URL of the API. */
  apiBaseUrl: string
  /** URL of the auth iframe. */
  iframeUrl: string
  /** Id of the parent organization, a UUID. */
  organizationId: string
}

/** Fetches the public settings. */
export async function fetchSettings(): Promise<Settings> {
  return await (await fetch('/api/settings')).json()
}

/**
 * Creates an account for a passkey that was just made.
 * @param userName name of the person
 * @param passkey what `passkeyClient.createUserPasskey()` returned
 * @throws Error with the server's sentence
 */
export async function signUp(userName: string, passkey: unknown): Promise<void> {
  const response = await fetch('/api/sign-up', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, passkey }),
  })
  if (!response.ok) throw new Error((await response.json()).message)
}
