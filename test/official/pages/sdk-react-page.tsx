/** A React 18 page with @turnkey/sdk-react 2.0.4; it shows nothing and hands what `useTurnkey` gives to the tests. */
import { TurnkeyProvider, useTurnkey } from '@turnkey/sdk-react'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { type Account, signUp } from './application-page.ts'

/** What the page offers: the hook's value as of the last render. */
export type ReactPage = ReturnType<typeof useTurnkey> & { signUp(userName: string): Promise<Account> }

declare global {
  interface Window {
    reactPage?: ReactPage
  }
}

function HookOnWindow(): null {
  const hook = useTurnkey()
  useEffect(() => {
    const { passkeyClient } = hook
    if (passkeyClient !== undefined) {
      window.reactPage = { ...hook, signUp: (userName) => signUp(passkeyClient, userName) }
    }
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
