/** Why an auth iframe did not answer. The page cannot look into it, so it asks the iframe's server. */
import { IframeError } from './iframe-error.ts'

const probeTimeoutMs = 2_000

/**
 * The named cause of a failed handshake: IFRAME_NOT_LOADED when its server is not reached or has no auth iframe,
 * IFRAME_ORIGIN_REFUSED when it does not serve this page, IFRAME_EMBEDDER_POLICY when this page's policy needs headers that it
 * does not send, IFRAME_BLOCKED otherwise. Takes two seconds at most.
 * @param iframeUrl absolute URL of the auth iframe
 */
export async function nameFailure(iframeUrl: string): Promise<IframeError> {
  const { origin } = new URL(iframeUrl)
  const signal = AbortSignal.timeout(probeTimeoutMs)
  try {
    const response = await fetch(`${origin}/embedding`, { credentials: 'omit', signal })
    const isAllowed = readAllowed(await response.json().catch(() => undefined))
    if (isAllowed === undefined) return notLoaded(`There is no auth iframe at ${origin}.`)
    if (!isAllowed) return refused()
    // A page with an embedder policy may fetch only what it may also embed; any other page may fetch this without reading it.
    return new IframeError((await isFetchable(iframeUrl, signal)) ? 'IFRAME_BLOCKED' : 'IFRAME_EMBEDDER_POLICY')
  } catch (cause) {
    const isThere = await isFetchable(origin, signal)
    return notLoaded(
      isThere ? `There is no auth iframe at ${origin}.` : `No auth iframe was reached at ${origin}.`,
      cause,
    )
  }
}

/** Whether anything answers; what it says, the page is not told. */
function isFetchable(url: string, signal: AbortSignal): Promise<boolean> {
  return fetch(url, { mode: 'no-cors', credentials: 'omit', signal }).then(
    () => true,
    () => false,
  )
}

function readAllowed(answer: unknown): boolean | undefined {
  const isAnswer = typeof answer === 'object' && answer !== null && 'allowed' in answer
  return isAnswer && typeof answer.allowed === 'boolean' ? answer.allowed : undefined
}

const notLoaded = (message: string, cause?: unknown): IframeError =>
  new IframeError('IFRAME_NOT_LOADED', { cause, message })

const refused = (): IframeError =>
  new IframeError('IFRAME_ORIGIN_REFUSED', { message: `The auth iframe does not serve ${location.origin}.` })
