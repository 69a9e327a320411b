/** A page without a framework, with @turnkey/sdk-browser 1.10.2; the tests call what it puts on `window`. */
import { Turnkey, type TurnkeyIframeClient, type TurnkeyPasskeyClient } from '@turnkey/sdk-browser'
import { type Account, readAndWrite, signUp, type Work } from './application-page.ts'

/** What the page offers. */
export interface BrowserPage {
  readonly turnkey: Turnkey
  readonly passkeyClient: TurnkeyPasskeyClient
  /** Resolves when the frame has announced itself. */
  readonly iframeClient: Promise<TurnkeyIframeClient>
  signUp(userName: string): Promise<Account>
  /** Through the frame. */
  readAndWrite(account: Account): Promise<Work>
}

declare global {
  interface Window {
    browserPage: BrowserPage
  }
}

const { apiBaseUrl, defaultOrganizationId, iframeUrl } = window.settings
const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId })
const passkeyClient = turnkey.passkeyClient()
const iframeClient = turnkey.iframeClient({ iframeContainer: document.getElementById('root'), iframeUrl })

window.browserPage = {
  turnkey,
  passkeyClient,
  iframeClient,
  signUp: (userName) => signUp(passkeyClient, userName),
  readAndWrite: async (account) => readAndWrite(await iframeClient, account),
}
