/** The user's API keys with their ends. */
import type { ApiKey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { toEnd, toShortKey } from '../../shell/words.ts'

/** One line a key. */
export function KeyList({ keys }: { keys: ApiKey[] }): ReactElement {
  return (
    <ul className="keys">
      {keys.map((key) => (
        <li key={key.apiKeyId}>
          <span>{key.apiKeyName}</span>
          <code>{toShortKey(key.credential.publicKey)}</code>
          <span className="muted">{toEnd(key)}</span>
        </li>
      ))}
    </ul>
  )
}
