/** The top of the page: what this is, who is logged in, and the way out. */
import { type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useState, useSyncExternalStore } from 'react'
import { findUserName, forgetUserName, subscribeToUserName } from '../../shell/user-name.ts'

/** Name of the app, and of the user if there is one. */
export function PageHeader({ user }: { user: CurrentUser | undefined }): ReactElement {
  return (
    <header>
      <h1>
        <img src="/icon.svg" alt="" />
        Latchkey <span className="muted">React example</span>
      </h1>
      {user && <Account user={user} />}
    </header>
  )
}

function Account({ user }: { user: CurrentUser }): ReactElement {
  const { turnkey } = useTurnkey()
  const userName = useSyncExternalStore(subscribeToUserName, () => findUserName(user.userId)) ?? user.username
  const [isLeaving, setIsLeaving] = useState(false)
  const logOut = (): void => {
    setIsLeaving(true)
    void turnkey?.logoutUser().then(forgetUserName)
  }
  return (
    <div className="account">
      <span className="user-name">{userName}</span>
      <button type="button" disabled={isLeaving} onClick={logOut}>
        Log out
      </button>
    </div>
  )
}
