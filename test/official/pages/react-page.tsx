/** A React 18 page with an @turnkey/sdk-react; it shows nothing and hands what `useTurnkey` gives to the tests. */
import { type Hook, TurnkeyProvider, useTurnkey } from 'official-client'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { type Account, readAndWrite, type SessionClient, signUp, type Work } from './application-page.ts'

/** What the page offers: the hook's value as of the last render. */
export interface ReactPage extends Hook {
  signUp(userName: string): Promise<Account>
  readAndWrite(client: SessionClient, account: Account): Promise<Work>
}

declare global {
  interface Window {
    reactPage: ReactPage
  }
}

function HookOnWindow(): null {
  const hook = useTurnkey()
  useEffect(() => {
    const { passkeyClient } = hook
    if (passkeyClient === undefined) return
    const signUpUser = async (userName: string) => signUp(await passkeyClient.createUserPasskey(), userName)
    window.reactPage = { ...hook, signUp: signUpUser, readAndWrite }
  })
  return null
}

const { apiBaseUrl, defaultOrganizationId, iframeUrl } = window.settings
const root = document.getElementById('root')
if (root === null) throw new Error('The document has no root.')
createRoot(root).render(
  <TurnkeyProvider config={{ apiBaseUrl, defaultOrganizationId, iframeUrl, rpId: location.hostname }}>
    <HookOnWindow />
  </TurnkeyProvider>,
)
