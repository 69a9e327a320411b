/** Why an auth iframe did not answer. The page cannot look into it, so it asks the iframe's server. */
import { IframeError } from './iframe-error.ts'

const probeTimeoutMs = 2_000

/**
 * The named cause of a failed handshake: IFRAME_NOT_LOADED when the server is not reached, IFRAME_ORIGIN_REFUSED when it does
 * not serve this page, IFRAME_BLOCKED otherwise. Takes two seconds at most.
 * @param iframeUrl absolute URL of the auth iframe
 */
export async function nameFailure(iframeUrl: string): Promise<IframeError> {
  try {
    const response = await fetch(new URL('/embedding', iframeUrl), {
      credentials: 'omit',
      signal: AbortSignal.timeout(probeTimeoutMs),
    })
    const answer: unknown = response.ok ? await response.json() : undefined
    return isRefusal(answer) ? refused() : new IframeError('IFRAME_BLOCKED')
  } catch (cause) {
    const message = `No auth iframe was reached at ${new URL(iframeUrl).origin}.`
    return new IframeError('IFRAME_NOT_LOADED', { cause, message })
  }
}

const refused = (): IframeError =>
  new IframeError('IFRAME_ORIGIN_REFUSED', { message: `The auth iframe does not serve ${location.origin}.` })

function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'allowed' in answer && answer.allowed === false
}
