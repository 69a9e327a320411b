/** `@latchkey/sdk-browser/signals`: keeps passkey managers in step with the server, so that they offer no passkey in vain. */
import type { CurrentUser } from './session/session-records.ts'

/** What browsers that know the Signal API have in `PublicKeyCredential`. */
interface SignalApi {
  signalUnknownCredential(options: { rpId: string; credentialId: string }): Promise<void>
  signalAllAcceptedCredentials(options: {
    rpId: string
    userId: string
    allAcceptedCredentialIds: readonly string[]
  }): Promise<void>
  signalCurrentUserDetails(options: { rpId: string; userId: string; name: string; displayName: string }): Promise<void>
}

/**
 * Says that a passkey was deleted on the server; `false` where the browser does not listen.
 * @param credentialId of the passkey, base64url
 * @param rpId domain of the passkey; default the page's host name
 * @see WebAuthn L3 §5.1.10, signalUnknownCredential
 */
export function signalDeleted(credentialId: string, rpId: string = location.hostname): Promise<boolean> {
  return signal((api) => api.signalUnknownCredential({ rpId, credentialId }))
}

/**
 * Says which passkeys somebody has, so that all others are hidden; `false` where the browser does not listen or the passkey
 * manager's name for the user is not known.
 * @param user who is logged in
 * @param credentialIds all their passkeys, base64url, as `getAuthenticators` lists them
 * @param rpId domain of the passkeys; default the page's host name
 * @see WebAuthn L3 §5.1.10, signalAllAcceptedCredentials
 */
export function signalPasskeys(
  user: CurrentUser,
  credentialIds: readonly string[],
  rpId: string = location.hostname,
): Promise<boolean> {
  const userId = user.passkey?.userHandle
  return signal(
    (api) => userId && api.signalAllAcceptedCredentials({ rpId, userId, allAcceptedCredentialIds: credentialIds }),
  )
}

/**
 * Says what somebody is called now; `false` where the browser does not listen or the passkey manager's name for the user is not known.
 * @param user who is logged in
 * @param name as passkey managers should show it
 * @param rpId domain of the passkeys; default the page's host name
 * @see WebAuthn L3 §5.1.10, signalCurrentUserDetails
 */
export function signalName(user: CurrentUser, name: string, rpId: string = location.hostname): Promise<boolean> {
  const userId = user.passkey?.userHandle
  return signal((api) => userId && api.signalCurrentUserDetails({ rpId, userId, name, displayName: name }))
}

/** What the passkey manager makes of it is its own business, so a signal that fails is no failure of the application. */
async function signal(send: (api: SignalApi) => Promise<void> | string | undefined): Promise<boolean> {
  const api: unknown = Reflect.get(globalThis, 'PublicKeyCredential')
  if (!hasSignals(api)) return false
  try {
    const sent = send(api)
    await sent
    return sent instanceof Promise
  } catch {
    return false
  }
}

function hasSignals(api: unknown): api is SignalApi {
  return typeof api === 'function' && 'signalUnknownCredential' in api
}
