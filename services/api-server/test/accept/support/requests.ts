/** Requests of tests, as the HTTP adapter hands them over. */
import type { HttpRequest } from '../../../src/call.ts'

/** Organization of the requests. */
export const organizationId = '0195c0de-0000-7000-8000-00000000abcd'
/** User of the requests. */
export const userId = '0195c0de-0000-7000-8000-00000000ef01'

/**
 * A request with JSON as its body.
 * @param path path
 * @param body value, or the text or bytes themselves
 * @param rawHeaders names and values in turn
 */
export function requestOf(path: string, body: unknown, rawHeaders: string[] = []): HttpRequest {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body))
  return { method: 'POST', path, rawHeaders, body: bytes, requestId: 'request-1' }
}

/** Body of an activity that opens a session, with one well-formed key. */
export const createApiKeysBody = {
  parameters: {
    userId,
    apiKeys: [
      {
        apiKeyName: 'session',
        publicKey: `02${'ab'.repeat(32)}`,
        curveType: 'API_KEY_CURVE_P256',
        expirationSeconds: '900',
      },
    ],
  },
  organizationId,
  timestampMs: '1700000000000',
  type: 'ACTIVITY_TYPE_CREATE_API_KEYS_V2',
}
