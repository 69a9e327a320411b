/** A page without a framework, with an @turnkey/sdk-browser before 5; the tests call what it puts on `window`. */
import { type IframeClient, type PasskeyClient, type Sdk, Turnkey } from 'official-client'
import { type Account, readAndWrite, signUp, type Work } from './application-page.ts'

/** What the page offers. */
export interface IframePage {
  readonly turnkey: Sdk
  readonly passkeyClient: PasskeyClient
  /** Resolves when the frame has announced itself. */
  readonly iframeClient: Promise<IframeClient>
  signUp(userName: string): Promise<Account>
  /** Through the frame. */
  readAndWrite(account: Account): Promise<Work>
}

declare global {
  interface Window {
    iframePage: IframePage
  }
}

const { apiBaseUrl, defaultOrganizationId, iframeUrl } = window.settings
const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId })
const passkeyClient = turnkey.passkeyClient()
const iframeClient = turnkey.iframeClient({ iframeContainer: document.getElementById('root'), iframeUrl })

window.iframePage = {
  turnkey,
  passkeyClient,
  iframeClient,
  signUp: async (userName) => signUp(await passkeyClient.createUserPasskey(), userName),
  readAndWrite: async (account) => readAndWrite(await iframeClient, account),
}
