/** Sign up with a new passkey, or log in with an existing one. */
import { useTurnkey } from '@latchkey/sdk-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { signUp } from '../../shell/app-server.ts'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'

/** The two ways in. */
export function SignInPanel(): ReactElement {
  const { passkeyClient } = useTurnkey()
  const [userName, setUserName] = useState('')
  const action = useAction()

  const createAccount = async (): Promise<string> => {
    const passkey = await passkeyClient?.createUserPasskey({
      publicKey: { user: { name: userName, displayName: userName } },
    })
    await signUp(userName, passkey)
    await passkeyClient?.login()
    return 'Your account is ready'
  }

  const logIn = async (): Promise<string> => {
    await passkeyClient?.login()
    return 'Welcome back'
  }

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void action.run(createAccount)
  }

  return (
    <section className="card">
      <h2>Sign up</h2>
      <form className="row" onSubmit={submit}>
        <label>
          Your name
          <input
            name="userName"
            required
            maxLength={64}
            autoComplete="name"
            value={userName}
            onChange={(event) => setUserName(event.target.value)}
          />
        </label>
        <button className="primary" type="submit" disabled={action.busy}>
          Sign up with a passkey
        </button>
      </form>
      <div className="row">
        <span className="muted">Been here before?</span>
        <button type="button" disabled={action.busy} onClick={() => action.run(logIn)}>
          Log in
        </button>
      </div>
      <Outcome action={action} />
    </section>
  )
}
