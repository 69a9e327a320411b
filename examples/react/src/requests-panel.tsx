/** Reads and writes to try: signed by the session while it lives, by the passkey otherwise. */
import { type ApiKey, type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useState } from 'react'
import { KeyList } from './key-list.tsx'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'

/** Who am I, rename me, list my keys. */
export function RequestsPanel({ user }: { user: CurrentUser }): ReactElement {
  const { getActiveClient } = useTurnkey()
  const [newName, setNewName] = useState('')
  const [keys, setKeys] = useState<ApiKey[]>()
  const action = useAction()
  const { organizationId } = user.organization

  const whoAmI = async (): Promise<string> => {
    const currentClient = await getActiveClient()
    const whoami = await currentClient.getWhoami({ organizationId })
    return `You are ${whoami.username} of ${whoami.organizationName}`
  }

  const renameMe = async (): Promise<string> => {
    const currentClient = await getActiveClient()
    await currentClient.updateUserName({ organizationId, userId: user.userId, userName: newName })
    return `You are now called ${newName}`
  }

  const listKeys = async (): Promise<string> => {
    const currentClient = await getActiveClient()
    const { apiKeys } = await currentClient.getApiKeys({ organizationId, userId: user.userId })
    setKeys(apiKeys)
    return apiKeys.length === 1 ? 'You have 1 key' : `You have ${apiKeys.length} keys`
  }

  return (
    <section className="card">
      <h2>Requests</h2>
      <div className="row">
        <button type="button" disabled={action.busy} onClick={() => action.run(whoAmI)}>
          Who am I?
        </button>
        <button type="button" disabled={action.busy} onClick={() => action.run(listKeys)}>
          List my keys
        </button>
      </div>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          void action.run(renameMe)
        }}
      >
        <label>
          New name
          <input
            name="newName"
            required
            maxLength={64}
            value={newName}
            onChange={(event) => setNewName(event.target.value)}
          />
        </label>
        <button type="submit" disabled={action.busy}>
          Rename me
        </button>
      </form>
      <Outcome action={action} />
      {keys && <KeyList keys={keys} />}
    </section>
  )
}
