/** Opens a passkey session of a chosen length and counts it down. */
import { type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useState } from 'react'
import { toCountdown } from '../../shell/words.ts'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'
import { useTimeLeft } from './use-time-left.ts'

/** The session: open it, or see how long it lives. */
export function SessionPanel({ user }: { user: CurrentUser }): ReactElement {
  const { passkeyClient, authIframeClient, session } = useTurnkey()
  const [seconds, setSeconds] = useState('900')
  const action = useAction()
  const timeLeftMs = useTimeLeft(session.expiresAtMs)

  const openSession = async (): Promise<string> => {
    await passkeyClient?.createPasskeySession(user.userId, authIframeClient?.iframePublicKey ?? '', seconds)
    return 'Your session is open'
  }

  return (
    <section className="card">
      <h2>Session</h2>
      {session.status === 'active' ? (
        <div>
          <p className="countdown" role="timer">
            {toCountdown(timeLeftMs)}
          </p>
          <p className="muted">left. Requests below need no touch.</p>
        </div>
      ) : (
        <p className="muted">
          {session.status === 'expired' ? 'Your session has ended.' : 'No session is open.'} Requests below ask for your
          passkey.
        </p>
      )}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          void action.run(openSession)
        }}
      >
        <label>
          Length in seconds
          <input
            name="seconds"
            type="number"
            min={1}
            required
            value={seconds}
            onChange={(event) => setSeconds(event.target.value)}
          />
        </label>
        <button className="primary" type="submit" disabled={action.busy || !authIframeClient}>
          {authIframeClient ? 'Open a session' : 'Preparing…'}
        </button>
      </form>
      <Outcome action={action} />
    </section>
  )
}
