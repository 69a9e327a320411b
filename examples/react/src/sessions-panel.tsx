/** What is open in the user's name, here and elsewhere, each with a button that ends it. */
import { type Session, type UseSessions, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useRef } from 'react'
import { focusHeading } from '../../shell/focus.ts'
import {
  hasOthers,
  othersHaveEnded,
  sessionHasEnded,
  toBrowser,
  toEndLabel,
  toListNote,
  toMark,
  toOpener,
  toPowers,
  toTimes,
} from '../../shell/session-words.ts'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'
import { useTicking } from './use-time-left.ts'

/** The list, or why there is none. */
export function SessionsPanel({ sessions }: { sessions: UseSessions }): ReactElement {
  const { status } = useTurnkey().session
  const section = useRef<HTMLElement>(null)
  const action = useAction()
  const note = toListNote(sessions, status)

  const run = async (end: () => Promise<void>, sentence: string): Promise<void> => {
    await action.run(() => end().then(() => sentence))
    focusHeading(section.current)
  }
  const endOne = ({ sessionId }: Session): Promise<void> => run(() => sessions.end([sessionId]), sessionHasEnded)

  return (
    <section className="card" aria-label="Your sessions" ref={section}>
      <h2 tabIndex={-1}>Your sessions</h2>
      <div aria-live="polite">{note && <p className={note.kind}>{note.text}</p>}</div>
      <ul className="sessions" aria-label="Open sessions" hidden={!sessions.data?.length}>
        {sessions.data?.map((session) => (
          <SessionItem key={session.sessionId} session={session} disabled={action.busy} onEnd={endOne} />
        ))}
      </ul>
      <div className="row">
        <button type="button" disabled={action.busy} onClick={() => void sessions.refetch()}>
          Refresh
        </button>
        {hasOthers(sessions, status) && (
          <button type="button" disabled={action.busy} onClick={() => run(sessions.endOthers, othersHaveEnded)}>
            End all others
          </button>
        )}
      </div>
      <Outcome action={action} />
    </section>
  )
}

interface SessionItemProps {
  session: Session
  disabled: boolean
  onEnd(session: Session): void
}

function SessionItem({ session, disabled, onEnd }: SessionItemProps): ReactElement {
  const times = useTicking(() => toTimes(session))
  const mark = toMark(session)
  return (
    <li>
      <div>
        <p>
          <strong>{toOpener(session)}</strong>
          {mark && <span className="mark">{mark}</span>}
        </p>
        <p>{toBrowser(session)}</p>
        <p className="muted">{toPowers(session)}</p>
        <p className="muted">{times}</p>
      </div>
      <button type="button" disabled={disabled} aria-label={toEndLabel(session)} onClick={() => onEnd(session)}>
        End
      </button>
    </li>
  )
}
