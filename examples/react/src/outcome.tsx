/** The outcome of a panel's last action, announced to screen readers. */
import type { ReactElement } from 'react'
import type { Action } from './use-action.ts'

/** Shows the outcome, if there is one. */
export function Outcome({ action }: { action: Action }): ReactElement {
  return <output>{action.outcome && <p className={action.outcome.kind}>{action.outcome.text}</p>}</output>
}
