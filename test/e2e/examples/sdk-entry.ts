/** Entry of a page without an interface: the browser SDK as a global, for tests of what the examples do not offer. */
import { Turnkey } from '@latchkey/sdk-browser'

declare global {
  interface Window {
    /** The SDK's class. */
    Turnkey: typeof Turnkey
  }
}

window.Turnkey = Turnkey
