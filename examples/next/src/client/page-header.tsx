/** The top of the page: what this is, who is signed in, and the way out. */
'use client'

import { useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useState } from 'react'
import icon from '../../../shell/public/icon.svg'
import { forgetUserName } from '../../../shell/user-name.ts'

/** Name of the app, and of the person if there is one. Without `isReady` the way out is shown and does nothing yet. */
export function PageHeader({ name, isReady }: { name: string | undefined; isReady: boolean }): ReactElement {
  return (
    <header>
      <h1>
        <img src={icon.src} alt="" />
        Latchkey <span className="muted">Next.js example</span>
      </h1>
      {name !== undefined && <Account name={name} isReady={isReady} />}
    </header>
  )
}

function Account({ name, isReady }: { name: string; isReady: boolean }): ReactElement {
  const { turnkey } = useTurnkey()
  const [isLeaving, setIsLeaving] = useState(false)
  const logOut = async (): Promise<void> => {
    setIsLeaving(true)
    await turnkey.logoutUser()
    forgetUserName()
  }
  return (
    <div className="account" inert={!isReady}>
      <span className="user-name">{name}</span>
      <button type="button" disabled={isLeaving} onClick={logOut}>
        Log out
      </button>
    </div>
  )
}
