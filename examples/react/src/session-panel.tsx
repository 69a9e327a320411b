/** Opens a passkey session of a chosen length, counts it down and renews it. */
import { type CurrentUser, type UseSessions, useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { renew } from '../../shell/renew.ts'
import { toRenewalNote } from '../../shell/session-words.ts'
import { isCounting, memoryNote, toCountdown, toOpenLabel, toSessionSentence } from '../../shell/words.ts'
import { FieldForm } from './field-form.tsx'
import { Outcome } from './outcome.tsx'
import { type Action, useAction } from './use-action.ts'
import { useTimeLeft } from './use-time-left.ts'

const secondsField = { type: 'number', min: 1, defaultValue: 900 }

/** Who is logged in, and what is open in their name. */
interface SessionPanelProps {
  user: CurrentUser
  sessions: UseSessions
}

/** The session: open it, or see how long it lives and renew it. */
export function SessionPanel({ user, sessions }: SessionPanelProps): ReactElement {
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
      {isCounting(session.status) && <Renewal sessions={sessions} action={action} />}
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

function Renewal({ sessions, action }: { sessions: UseSessions; action: Action }): ReactElement {
  const { turnkey } = useTurnkey()
  const renewSession = async (): Promise<string> => {
    const sentence = await renew(turnkey)
    await sessions.refetch()
    return sentence
  }
  return (
    <div className="renewal">
      <button type="button" disabled={action.busy} onClick={() => action.run(renewSession)}>
        Renew
      </button>
      <span className="muted">{toRenewalNote(sessions)}</span>
    </div>
  )
}
