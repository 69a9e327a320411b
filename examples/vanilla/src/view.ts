/** Shows who is logged in, the session's time, the counters and the list of keys. */
import type { ApiKey, Turnkey } from '@latchkey/sdk-browser'
import { getCounts, subscribeToCounts } from '../../shell/counters.ts'
import { toCountdown, toEnd } from '../../shell/words.ts'
import { byId } from './elements.ts'

/**
 * Keeps the page in step with the session and the counters.
 * @param turnkey its session store is read
 */
export function startShowing(turnkey: Turnkey): void {
  const show = (): void => showSession(turnkey.session.getSnapshot())
  turnkey.session.subscribe(show)
  setInterval(show, 250)
  show()
  subscribeToCounts(showCounts)
}

/**
 * Lists API keys.
 * @param apiKeys keys as the API returned them
 */
export function showKeys(apiKeys: ApiKey[]): void {
  const items = apiKeys.map((key) => {
    const item = document.createElement('li')
    item.append(toSpan(key.apiKeyName), toSpan(toEnd(key), 'muted'))
    return item
  })
  const list = byId('keys', HTMLUListElement)
  list.hidden = false
  list.replaceChildren(...items)
}

function showSession(session: ReturnType<Turnkey['session']['getSnapshot']>): void {
  const user = session.user
  byId('account', HTMLElement).hidden = user === undefined
  byId('account-name', HTMLElement).textContent = user?.username || user?.userId || ''
  byId('sign-in', HTMLElement).hidden = user !== undefined
  byId('session', HTMLElement).hidden = user === undefined
  byId('requests', HTMLElement).hidden = user === undefined
  const isOpen = session.status === 'active'
  byId('session-open', HTMLElement).hidden = !isOpen
  byId('session-closed', HTMLElement).hidden = isOpen
  byId('countdown', HTMLElement).textContent = toCountdown((session.expiresAtMs ?? 0) - Date.now())
}

function showCounts(): void {
  const counts = getCounts()
  byId('touches', HTMLElement).textContent = String(counts.touches)
  byId('requests-sent', HTMLElement).textContent = String(counts.requests)
}

function toSpan(text: string, className = ''): HTMLSpanElement {
  const span = document.createElement('span')
  span.className = className
  span.textContent = text
  return span
}
