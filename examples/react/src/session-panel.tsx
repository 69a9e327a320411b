/** Opens a passkey session of a chosen length and counts it down. */
import { type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { isCounting, memoryNote, toCountdown, toOpenLabel, toSessionSentence } from '../../shell/words.ts'
import { FieldForm } from './field-form.tsx'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'
import { useTimeLeft } from './use-time-left.ts'

const secondsField = { type: 'number', min: 1, defaultValue: 900 }

/** The session: open it, or see how long it lives. */
export function SessionPanel({ user }: { user: CurrentUser }): ReactElement {
  const { passkeyClient, authIframeClient, authIframeError, session } = useTurnkey()
  const iframe = authIframeClient ? 'ready' : authIframeError ? 'failed' : 'opening'
  const action = useAction()

  const openSession = async (seconds: string): Promise<string> => {
    await passkeyClient?.createPasskeySession(user.userId, authIframeClient?.iframePublicKey ?? '', seconds)
    return 'Your session is open'
  }

  return (
    <section className="card" aria-label="Session">
      <h2>Session</h2>
      <SessionState />
      <FieldForm
        label="Length in seconds"
        button={toOpenLabel(iframe)}
        isPrimary
        disabled={action.busy || iframe !== 'ready'}
        field={secondsField}
        onSend={(seconds) => action.run(() => openSession(seconds))}
      />
      <Outcome action={action} isOver={!isCounting(session.status)} />
    </section>
  )
}

function SessionState(): ReactElement {
  const { status, expiresAtMs, storage } = useTurnkey().session
  const timeLeftMs = useTimeLeft(expiresAtMs)
  return (
    <div>
      {isCounting(status) && (
        <p className="countdown" role="timer">
          {toCountdown(timeLeftMs)}
        </p>
      )}
      <p className="muted">{toSessionSentence(status)}</p>
      {storage === 'memory' && <p className="muted">{memoryNote}</p>}
    </div>
  )
}
