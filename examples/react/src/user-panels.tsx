/** What there is for somebody who is logged in. */
import { type CurrentUser, useSessions } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { PasskeysPanel } from './passkeys-panel.tsx'
import { RequestsPanel } from './requests-panel.tsx'
import { SessionPanel } from './session-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'

/** The panels, `inert` while nothing can be pressed yet; two of them show what one request told about the sessions. */
export function UserPanels({ user, inert = false }: { user: CurrentUser; inert?: boolean }): ReactElement {
  const sessions = useSessions()
  return (
    <div className="panels" inert={inert}>
      <SessionPanel user={user} sessions={sessions} />
      <RequestsPanel user={user} />
      <SessionsPanel sessions={sessions} />
      <PasskeysPanel user={user} />
    </div>
  )
}
