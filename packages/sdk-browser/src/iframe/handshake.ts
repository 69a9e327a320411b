/** The wait for an auth iframe to answer, which always ends: with its announcement, or within ten seconds with a named cause. */
import { IframeError } from './iframe-error.ts'
import { nameFailure } from './name-failure.ts'

/** When the cause of silence is looked for, in milliseconds after the start; looking takes two seconds at most. */
const probeAfterMs = 8_000
/** A loaded document answers at once unless it is not the auth iframe: the browser's error page loads, too. */
const graceAfterLoadMs = 2_000
const giveUpAfterMs = 10_000

/**
 * Waits until the frame has announced itself.
 * @param element auth iframe, in the page
 * @param announced settles with the frame's announcement or its error
 * @throws IFRAME_NOT_LOADED, IFRAME_ORIGIN_REFUSED, IFRAME_EMBEDDER_POLICY, IFRAME_BLOCKED when no announcement comes
 */
export async function waitForAnnouncement(element: HTMLIFrameElement, announced: Promise<void>): Promise<void> {
  const over = new AbortController()
  try {
    await Promise.race([announced, failWhenSilent(element, over.signal), failWhenForbidden(element.src, over.signal)])
  } finally {
    over.abort()
  }
}

async function failWhenSilent(element: HTMLIFrameElement, over: AbortSignal): Promise<never> {
  const startMs = Date.now()
  const loaded = new Promise<void>((resolve) => element.addEventListener('load', () => resolve(), { signal: over }))
  await Promise.race([loaded.then(() => wait(graceAfterLoadMs, over)), wait(probeAfterMs, over)])
  const failure = await nameFailure(element.src)
  // Its server is there and would serve this page, so it may only be slow.
  if (failure.code === 'IFRAME_BLOCKED') await wait(startMs + giveUpAfterMs - Date.now(), over)
  throw failure
}

/** The page's own Content-Security-Policy may forbid the iframe; then nothing of it loads. */
function failWhenForbidden(iframeUrl: string, over: AbortSignal): Promise<never> {
  const { origin } = new URL(iframeUrl)
  return new Promise((_, reject) => {
    const judge = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
      const isOurs = disposition === 'enforce' && effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)
      if (isOurs) reject(new IframeError('IFRAME_BLOCKED'))
    }
    document.addEventListener('securitypolicyviolation', judge, { signal: over })
  })
}

/** Resolves after some milliseconds, and never once the signal is aborted. */
function wait(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    over.addEventListener('abort', () => clearTimeout(timer))
    if (over.aborted) clearTimeout(timer)
  })
}
