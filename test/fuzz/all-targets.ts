/** Every reader of untrusted input that is fuzzed: a little in the tests, at length by `npm run fuzz`. */
import type { FuzzTarget } from './target.ts'
import { iframeTargets } from './targets/iframe.ts'
import { requestTargets } from './targets/requests.ts'
import { stampTargets } from './targets/stamps.ts'
import { webauthnTargets } from './targets/webauthn.ts'

/** In the order of a request's way, then the iframe's. */
export const allTargets: readonly FuzzTarget[] = [
  ...stampTargets,
  ...requestTargets,
  ...webauthnTargets,
  ...iframeTargets,
]
