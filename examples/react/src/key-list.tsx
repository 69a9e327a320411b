/** The user's API keys with their ends. */
import type { ApiKey } from '@latchkey/sdk-react'
import type { ReactElement } from 'react'
import { toEnd } from '../../shell/words.ts'

/** One line a key. */
export function KeyList({ keys }: { keys: ApiKey[] }): ReactElement {
  return (
    <ul className="keys">
      {keys.map((key) => (
        <li key={key.apiKeyId}>
          <span>{key.apiKeyName}</span>
          <span className="muted">{toEnd(key)}</span>
        </li>
      ))}
    </ul>
  )
}
