/** A page without a framework, with @turnkey/core; the tests call what it puts on `window`. */
import { type CoreClient, TurnkeyClient } from 'official-client'
import { type Account, readAndWrite, signUp, type Work } from './application-page.ts'

/** What the page offers. */
export interface CorePage {
  /** Resolves when the client is ready. */
  readonly client: Promise<CoreClient>
  signUp(userName: string): Promise<Account>
  readAndWrite(account: Account): Promise<Work>
}

declare global {
  interface Window {
    corePage: CorePage
  }
}

async function openClient(): Promise<CoreClient> {
  const { apiBaseUrl, defaultOrganizationId: organizationId } = window.settings
  const client = new TurnkeyClient({ apiBaseUrl, organizationId, passkeyConfig: { rpId: location.hostname } })
  await client.init()
  return client
}
const client = openClient()

window.corePage = {
  client,
  signUp: async (userName) => signUp(await (await client).createPasskey({ name: userName }), userName),
  readAndWrite: async (account) => readAndWrite((await client).httpClient, account),
}
