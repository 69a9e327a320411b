/** The app. Until the browser has read its storage it shows what the server's hint says; its panels are those of the React example. */
'use client'

import { type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useSyncExternalStore } from 'react'
import { CountsPanel } from '../../../react/src/counts-panel.tsx'
import { HowItWorks } from '../../../react/src/how-it-works.tsx'
import { SignInPanel } from '../../../react/src/sign-in-panel.tsx'
import { UserPanels } from '../../../react/src/user-panels.tsx'
import { findUserName, subscribeToUserName } from '../../../shell/user-name.ts'
import { toProblem } from '../../../shell/words.ts'
import { PageHeader } from './page-header.tsx'
import { useHint } from './use-hint.ts'

/** Everything below the provider, first shown for `hintedName`: who seems to be signed in. */
export function App({ hintedName }: { hintedName: string | undefined }): ReactElement {
  const { session, authIframeClient, authIframeError } = useTurnkey()
  const { user, status } = session
  const isKnown = status !== 'loading'
  const userName = useUserName(user)
  const name = isKnown ? userName : hintedName
  useHint(hintedName, userName, isKnown)
  const problem = authIframeError ?? authIframeClient?.storageProblem
  return (
    <main>
      <PageHeader name={name} isReady={user !== undefined} />
      <p className="lead">One tap opens a session. Until it ends, every request is signed without another touch.</p>
      {problem && (
        <p className="bad" role="alert">
          {toProblem(problem)}
        </p>
      )}
      <CountsPanel />
      {name === undefined ? (
        <SignedOut isReady={isKnown} />
      ) : (
        // Until the app is ready, everything is in its place and nothing can be pressed.
        <UserPanels user={user ?? toStandIn(name)} inert={!isKnown} />
      )}
    </main>
  )
}

/** Name as last heard, also from another tab. */
function useUserName(user: CurrentUser | undefined): string | undefined {
  const find = (): string | undefined => (user === undefined ? undefined : findUserName(user.userId))
  const heard = useSyncExternalStore(subscribeToUserName, find, () => undefined)
  return heard ?? user?.username
}

function SignedOut({ isReady }: { isReady: boolean }): ReactElement {
  return (
    <div className="panels" inert={!isReady}>
      <SignInPanel />
      <HowItWorks />
    </div>
  )
}

/** Stands where the user will be; nothing is asked for in its name. */
function toStandIn(username: string): CurrentUser {
  const organization = { organizationId: '', organizationName: '' }
  return { userId: '', username, organization, readOnlySession: { token: '', expiresAtMs: 0 } }
}
