/** Sign up with a new passkey, or log in with an existing one. */
import { type TurnkeyPasskeyClient, useTurnkey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { signUp } from '../../shell/app-server.ts'
import { onlyPasskey } from '../../shell/only-passkey.ts'
import { learnUserName } from '../../shell/user-name.ts'
import { accountIsReady, namePattern } from '../../shell/words.ts'
import { FieldForm } from './field-form.tsx'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'

const nameField = { maxLength: 64, pattern: namePattern, autoComplete: 'name' }

/** The two ways in. */
export function SignInPanel(): ReactElement {
  const { turnkey, passkeyClient } = useTurnkey()
  const action = useAction()

  const createAccount = async (userName: string): Promise<string> => {
    const user = { name: userName, displayName: userName }
    const passkey = await passkeyClient.createUserPasskey({ publicKey: { user } })
    await signUp(userName, passkey)
    await logIn(turnkey.passkeyClient(onlyPasskey(passkey))).catch((cause) => {
      throw new Error(accountIsReady, { cause })
    })
    return 'Your account is ready'
  }

  return (
    <section className="card" aria-label="Sign up">
      <h2>Sign up</h2>
      <FieldForm
        label="Your name"
        button="Sign up with a passkey"
        isPrimary
        disabled={action.busy}
        field={nameField}
        onSend={(userName) => action.run(() => createAccount(userName))}
      />
      <div className="aside">
        <span className="muted">Been here before?</span>
        <button type="button" disabled={action.busy} onClick={() => action.run(() => logIn(passkeyClient))}>
          Log in
        </button>
      </div>
      <Outcome action={action} />
    </section>
  )
}

async function logIn(passkeyClient: TurnkeyPasskeyClient): Promise<string> {
  const { userId, username } = await passkeyClient.login()
  learnUserName(userId, username)
  return 'Welcome back'
}
