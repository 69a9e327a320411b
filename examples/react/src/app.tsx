/** The page: who you are, your session, requests to try, and what it cost in touches. */
import { useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { toProblem } from '../../shell/words.ts'
import { CountsPanel } from './counts-panel.tsx'
import { RequestsPanel } from './requests-panel.tsx'
import { SessionPanel } from './session-panel.tsx'
import { SignInPanel } from './sign-in-panel.tsx'

/** The whole page. */
export function App(): ReactElement {
  const { turnkey, session, authIframeError } = useTurnkey()
  const user = session.user
  return (
    <main>
      <header>
        <h1>Latchkey</h1>
        {user && (
          <div className="row">
            <span className="muted">{user.username || user.userId}</span>
            <button type="button" onClick={() => turnkey?.logoutUser()}>
              Log out
            </button>
          </div>
        )}
      </header>
      <p className="muted">One tap opens a session. Until it ends, every request is signed without another touch.</p>
      {authIframeError && (
        <p className="bad" role="alert">
          {toProblem(authIframeError)}
        </p>
      )}
      {user ? (
        <>
          <SessionPanel user={user} />
          <RequestsPanel user={user} />
        </>
      ) : (
        <SignInPanel />
      )}
      <CountsPanel />
    </main>
  )
}
