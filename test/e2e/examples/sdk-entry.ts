/** Entry of a page without an interface: the browser SDK as globals, for tests of what the examples do not offer. */
import { Turnkey } from '@latchkey/sdk-browser'
import { offerPasskeys } from '@latchkey/sdk-browser/autofill'
import { signalDeleted, signalName, signalPasskeys } from '@latchkey/sdk-browser/signals'

declare global {
  interface Window {
    /** The SDK's class. */
    Turnkey: typeof Turnkey
    /** What the SDK offers beside it. */
    extras: typeof extras
  }
}

const extras = { offerPasskeys, signalDeleted, signalName, signalPasskeys }

window.Turnkey = Turnkey
window.extras = extras
