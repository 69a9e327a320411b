/** A page without a framework, with an @turnkey/sdk-browser from 5 on; the tests call what it puts on `window`. */
import { type IframeClient, type KeyClient, type PasskeyClient, type Sdk, Turnkey } from 'official-client'
import { type Account, readAndWrite, signUp, type Work } from './application-page.ts'

/** What the page offers. */
export interface KeyPage {
  readonly turnkey: Sdk
  readonly passkeyClient: PasskeyClient
  /** Resolves when its key is there, from IndexedDB or new. */
  readonly keyClient: Promise<KeyClient>
  signUp(userName: string): Promise<Account>
  /** Logs in with a passkey, which makes the key in IndexedDB a session key. */
  login(expirationSeconds?: string): Promise<void>
  readAndWrite(account: Account): Promise<Work>
  /** Embeds the auth iframe; resolves when it has announced itself. */
  embedFrame(): Promise<IframeClient>
}

declare global {
  interface Window {
    keyPage: KeyPage
  }
}

const { apiBaseUrl, defaultOrganizationId, iframeUrl } = window.settings
const turnkey = new Turnkey({ apiBaseUrl, defaultOrganizationId })
const passkeyClient = turnkey.passkeyClient()

async function openKeyClient(): Promise<KeyClient> {
  const client = await turnkey.indexedDbClient()
  await client.init()
  return client
}
const keyClient = openKeyClient()

window.keyPage = {
  turnkey,
  passkeyClient,
  keyClient,
  signUp: async (userName) => signUp(await passkeyClient.createUserPasskey(), userName),
  login: async (expirationSeconds) => {
    const publicKey = await (await keyClient).getPublicKey()
    await passkeyClient.loginWithPasskey({ publicKey, ...(expirationSeconds !== undefined && { expirationSeconds }) })
  },
  readAndWrite: async (account) => readAndWrite(await keyClient, account),
  embedFrame: () => turnkey.iframeClient({ iframeContainer: document.getElementById('root'), iframeUrl }),
}
