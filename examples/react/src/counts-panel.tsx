/** Touches and requests since the page was loaded. */
import { type ReactElement, useSyncExternalStore } from 'react'
import { getCounts, subscribeToCounts } from '../../shell/counters.ts'

/** The two counters. */
export function CountsPanel(): ReactElement {
  const counts = useSyncExternalStore(subscribeToCounts, getCounts, getCounts)
  return (
    <dl className="counts">
      <div>
        <dt>Touches</dt>
        <dd data-testid="touches">{counts.touches}</dd>
      </div>
      <div>
        <dt>Requests</dt>
        <dd data-testid="requests">{counts.requests}</dd>
      </div>
    </dl>
  )
}
