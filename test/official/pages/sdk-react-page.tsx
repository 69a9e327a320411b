/** A React 18 page with @turnkey/sdk-react 2.0.4; it shows nothing and hands what `useTurnkey` gives to the tests. */
import { TurnkeyProvider, useTurnkey } from '@turnkey/sdk-react'
import { type FunctionComponent, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { type Account, readAndWrite, type SessionClient, signUp, type Work } from './application-page.ts'

/** What the page offers: the hook's value as of the last render. */
export interface ReactPage extends ReturnType<typeof useTurnkey> {
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
    if (passkeyClient !== undefined) {
      window.reactPage = { ...hook, signUp: (userName) => signUp(passkeyClient, userName), readAndWrite }
    }
  })
  return null
}

/** Its types speak of React's without importing them, and so get those of version 19 from the root of this repository. */
const Provider = TurnkeyProvider as FunctionComponent<Parameters<typeof TurnkeyProvider>[0]>

const { apiBaseUrl, defaultOrganizationId, iframeUrl } = window.settings
const root = document.getElementById('root')
if (root === null) throw new Error('The document has no root.')
createRoot(root).render(
  <Provider config={{ apiBaseUrl, defaultOrganizationId, iframeUrl, rpId: location.hostname }}>
    <HookOnWindow />
  </Provider>,
)
