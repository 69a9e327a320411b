/** Adds a passkey: what a session may not do, so that the SDK asks for the passkey there is. */
import { type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { toNewAuthenticator } from '../../shell/new-authenticator.ts'
import { stepUpNote } from '../../shell/words.ts'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'

/** One button. */
export function PasskeysPanel({ user }: { user: CurrentUser }): ReactElement {
  const { passkeyClient, getActiveClient } = useTurnkey()
  const action = useAction()

  const addPasskey = async (): Promise<string> => {
    const { userId, username: name } = user
    const passkey = await passkeyClient.createUserPasskey({ publicKey: { user: { name, displayName: name } } })
    const client = await getActiveClient()
    await client.createAuthenticators({ userId, authenticators: [toNewAuthenticator(passkey)] })
    return 'You have another passkey'
  }

  return (
    <section className="card" aria-label="Passkeys">
      <h2>Passkeys</h2>
      <p className="muted">{stepUpNote}</p>
      <div className="row">
        <button type="button" disabled={action.busy} onClick={() => action.run(addPasskey)}>
          Add another passkey
        </button>
      </div>
      <Outcome action={action} />
    </section>
  )
}
