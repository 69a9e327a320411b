/** Opening a session: one key, one touch, one request. */
import { ApiClient, type ApiClientConfig, ApiError, type Stamper } from '@latchkey/http-client'
import { makeSessionKey, type SessionKeyMaker } from './make-session-key.ts'
import { SessionError } from './session-error.ts'
import type { StoredSession } from './session-records.ts'
import { readExpirationSeconds } from './session-state.ts'

/** Whose session, sealed to which key, for how long. */
export interface OpenSessionParams {
  /** UUID. */
  readonly userId: string
  /** Target public key of the auth iframe, hexadecimal. */
  readonly targetPublicKey: string
  /** Whole seconds in decimal digits. */
  readonly expirationSeconds: string
  /** UUID of the organization the key is registered in. */
  readonly organizationId: string
  /** The page's auth iframe, if it has one. */
  readonly iframe: SessionKeyMaker | undefined
}

/**
 * A new session, whose key the server knows.
 * @param params whose session, sealed to which key, for how long
 * @param config of the client whose stamper approves the session
 * @param getOffsetMs how far the server's clock is ahead of this device's, in milliseconds, asked once the server has answered
 * @throws EXPIRATION_INVALID, LOGIN_REQUIRED, TARGET_KEY_MISSING when an input is missing or malformed, before anybody is asked
 * @throws PasskeyError when no passkey approves it
 * @throws RESPONSE_MALFORMED when the server registers the key without naming it
 * @throws ApiError when the server refuses
 */
export async function openSession(
  { userId, targetPublicKey, expirationSeconds, organizationId, iframe }: OpenSessionParams,
  config: ApiClientConfig & { stamper: Stamper },
  getOffsetMs: () => number,
): Promise<StoredSession> {
  const seconds = readExpirationSeconds(expirationSeconds)
  if (!userId) throw new SessionError('LOGIN_REQUIRED')
  const { publicKeyHex, credentialBundle } = await makeSessionKey(targetPublicKey, iframe)
  const clock = new SendingClock(config.stamper)
  const apiKey = {
    apiKeyName: `Session Key ${Date.now()}`,
    publicKey: publicKeyHex,
    expirationSeconds: String(seconds),
    curveType: 'API_KEY_CURVE_P256' as const,
  }
  const client = new ApiClient({ ...config, stamper: clock })
  const { apiKeyIds } = await client.createApiKeys({ userId, apiKeys: [apiKey], organizationId })
  const [apiKeyId] = apiKeyIds
  if (apiKeyId === undefined) throw new ApiError('RESPONSE_MALFORMED')
  const clockOffsetMs = getOffsetMs()
  const openedAtMs = clock.sentAtMs + clockOffsetMs
  const times = { openedAtMs, expiresAtMs: openedAtMs + seconds * 1000, clockOffsetMs }
  return { bundle: credentialBundle, publicKeyHex, apiKeyId, userId, organizationId, ...times }
}

/** Notes when a request is sent. Counted from then the session ends here before it ends on the server, and the time a person takes to touch costs nothing. */
class SendingClock implements Stamper {
  readonly #stamper: Stamper
  sentAtMs = 0

  constructor(stamper: Stamper) {
    this.#stamper = stamper
  }

  async stamp(body: string): ReturnType<Stamper['stamp']> {
    const stamp = await this.#stamper.stamp(body)
    this.sentAtMs = Date.now()
    return stamp
  }
}
