/** The page: who you are, what it cost in touches, your session, and requests to try. */
import { useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { toProblem } from '../../shell/words.ts'
import { CountsPanel } from './counts-panel.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { PageHeader } from './page-header.tsx'
import { SignInPanel } from './sign-in-panel.tsx'
import { UserPanels } from './user-panels.tsx'

/** The whole page. */
export function App(): ReactElement {
  const { session, authIframeClient, authIframeError } = useTurnkey()
  const problem = authIframeError ?? authIframeClient?.storageProblem
  const { user, status } = session
  return (
    <main>
      <PageHeader user={user} />
      <p className="lead">One tap opens a session. Until it ends, every request is signed without another touch.</p>
      {problem && (
        <p className="bad" role="alert">
          {toProblem(problem)}
        </p>
      )}
      <CountsPanel />
      {user && <UserPanels user={user} />}
      {/* Before storage was read nobody knows whether somebody is logged in. */}
      {!user && status !== 'loading' && (
        <div className="panels">
          <SignInPanel />
          <HowItWorks />
        </div>
      )}
    </main>
  )
}
