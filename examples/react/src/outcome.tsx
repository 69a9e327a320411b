/** The outcome of a panel's last action, announced to screen readers. */
import type { ReactElement } from 'react'
import type { Action } from './use-action.ts'

/** Shows the outcome, if there is one. With `isOver` a success is no longer true and not shown. */
export function Outcome({ action, isOver = false }: { action: Action; isOver?: boolean }): ReactElement {
  const { outcome } = action
  const isShown = outcome?.kind === 'bad' || !isOver
  return <output>{outcome && isShown && <p className={outcome.kind}>{outcome.text}</p>}</output>
}
