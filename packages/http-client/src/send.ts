/** The one place that touches the network. */
import { ApiError } from './api-error.ts'
import { type JsonObject, malformed, readResponse } from './read-response.ts'
import type { Stamp } from './stamper.ts'

/** Longest wait for an answer, in milliseconds, unless a client is configured otherwise. */
export const defaultTimeoutMs = 10_000

/** A complete request: whoever holds it can post it, unchanged, until its timestamp is too old. */
export interface SignedRequest {
  /** Where to POST it. */
  url: string
  /** The exact JSON that was stamped. */
  body: string
  /** Proof over exactly this body. */
  stamp: Stamp
}

/** When an answer travelled, and what time it was on the server. All in milliseconds since 1970-01-01 UTC. */
export interface Answered {
  /** By this device's clock. */
  sentAtMs: number
  /** By this device's clock. */
  receivedAtMs: number
  /** The server's clock as it answered, cut to whole seconds; `NaN` where the browser does not show it. */
  dateMs: number
}

/**
 * Posts a body and returns the JSON object of the answer.
 * @param url where to
 * @param body sent as it is, in UTF-8
 * @param headers stamp or session, and whatever else belongs to the request
 * @param timeoutMs longest wait for the complete answer, in milliseconds
 * @param onAnswer hears of an answer that arrived, whatever it says
 * @throws NETWORK_UNREACHABLE when no complete answer arrives
 * @throws REQUEST_TIMED_OUT when it does not arrive in time
 * @throws RESPONSE_MALFORMED when it is not an answer of this API
 * @throws ApiError with the server's code when the request was refused
 */
export async function send(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  onAnswer?: (answered: Answered) => void,
): Promise<JsonObject> {
  const sentAtMs = Date.now()
  const { response, text } = await post(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
    credentials: 'omit',
    // A redirect would drop the body or carry the stamp elsewhere.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
  onAnswer?.({ sentAtMs, receivedAtMs: Date.now(), dateMs: Date.parse(response.headers.get('date') ?? '') })
  if (isRedirect(response)) {
    throw malformed('The server answered with a redirect, which is not followed.', response.status)
  }
  return readResponse(response.status, text)
}

/**
 * Posts a request that was signed earlier or elsewhere, and returns the JSON object of the answer.
 * @param request result of `ApiClient.sign`. From somebody else, compare its `url` first: it decides where this posts to.
 * @param timeoutMs longest wait for the answer, in milliseconds; default 10000
 * @throws ApiError as every method of `ApiClient` does
 */
export function sendSigned(
  { url, body, stamp }: SignedRequest,
  timeoutMs: number = defaultTimeoutMs,
): Promise<unknown> {
  return send(url, body, { [stamp.stampHeaderName]: stamp.stampHeaderValue }, timeoutMs)
}

async function post(url: string, request: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, request)
    return { response, text: await response.text() }
  } catch (cause) {
    throw toNetworkError(url, cause)
  }
}

/** Browsers hide the status of a redirect they were told not to follow. */
function isRedirect(response: Response): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)
}

function toNetworkError(url: string, cause: unknown): ApiError {
  const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
  return timedOut
    ? new ApiError('REQUEST_TIMED_OUT', { cause })
    : new ApiError('NETWORK_UNREACHABLE', {
        cause,
        message: `The server at ${new URL(url).origin} could not be reached.`,
      })
}
