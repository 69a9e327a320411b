/** Reads and writes to try: signed by the session while it lives, by the passkey otherwise. */
import { type ApiKey, type CurrentUser, useTurnkey } from '@latchkey/sdk-react'
import { type ReactElement, useState } from 'react'
import { learnUserName } from '../../shell/user-name.ts'
import { namePattern, toKeyCount } from '../../shell/words.ts'
import { FieldForm } from './field-form.tsx'
import { KeyList } from './key-list.tsx'
import { Outcome } from './outcome.tsx'
import { useAction } from './use-action.ts'

const nameField = { maxLength: 64, pattern: namePattern, autoComplete: 'off' }

/** Who am I, rename me, list my keys. */
export function RequestsPanel({ user }: { user: CurrentUser }): ReactElement {
  const [keys, setKeys] = useState<ApiKey[]>()
  const { whoAmI, renameMe, listKeys } = useRequests(user, setKeys)
  const action = useAction()
  return (
    <section className="card" aria-label="Requests">
      <h2>Requests</h2>
      <div className="row">
        <button type="button" disabled={action.busy} onClick={() => action.run(whoAmI)}>
          Who am I?
        </button>
        <button type="button" disabled={action.busy} onClick={() => action.run(listKeys)}>
          List my keys
        </button>
      </div>
      <FieldForm
        label="New name"
        button="Rename me"
        disabled={action.busy}
        field={nameField}
        onSend={(newName) => action.run(() => renameMe(newName))}
      />
      <Outcome action={action} />
      {keys && <KeyList keys={keys} />}
    </section>
  )
}

function useRequests(user: CurrentUser, setKeys: (keys: ApiKey[]) => void) {
  const { getActiveClient } = useTurnkey()
  const { organizationId } = user.organization
  return {
    whoAmI: async (): Promise<string> => {
      const currentClient = await getActiveClient()
      const whoami = await currentClient.getWhoami({ organizationId })
      learnUserName(whoami.userId, whoami.username)
      return `You are ${whoami.username} of ${whoami.organizationName}`
    },
    renameMe: async (userName: string): Promise<string> => {
      const currentClient = await getActiveClient()
      await currentClient.updateUserName({ organizationId, userId: user.userId, userName })
      learnUserName(user.userId, userName)
      return `You are now called ${userName}`
    },
    listKeys: async (): Promise<string> => {
      const currentClient = await getActiveClient()
      const { apiKeys } = await currentClient.getApiKeys({ organizationId, userId: user.userId })
      setKeys(apiKeys)
      return toKeyCount(apiKeys.length)
    },
  }
}
