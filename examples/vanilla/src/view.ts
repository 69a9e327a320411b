/** Shows who is logged in, the session's time, the counters and the list of keys. */
import type { ApiKey, Turnkey } from '@latchkey/sdk-browser'
import { getCounts, subscribeToCounts } from '../../shell/counters.ts'
import { findUserName, subscribeToUserName } from '../../shell/user-name.ts'
import {
  type IframeState,
  isCounting,
  memoryNote,
  toCountdown,
  toEnd,
  toOpenLabel,
  toSessionSentence,
  toShortKey,
} from '../../shell/words.ts'
import { byId, toElement } from './elements.ts'

type Session = ReturnType<Turnkey['session']['getSnapshot']>

/**
 * Keeps the page in step with the session and the counters.
 * @param turnkey its session store is read
 */
export function startShowing(turnkey: Turnkey): void {
  const show = (): void => showSession(turnkey.session.getSnapshot())
  turnkey.session.subscribe(show)
  subscribeToUserName(show)
  setInterval(show, 250)
  show()
  subscribeToCounts(showCounts)
}

/**
 * Shows whether a session can be opened.
 * @param iframe state of the auth iframe
 */
export function showIframe(iframe: IframeState): void {
  const button = byId('open-session', HTMLButtonElement)
  button.disabled = iframe !== 'ready'
  button.textContent = toOpenLabel(iframe)
}

/**
 * Shows what is wrong with the auth iframe.
 * @param text sentence for people
 */
export function showIframeProblem(text: string): void {
  const problem = byId('iframe-problem', HTMLElement)
  problem.hidden = false
  problem.textContent = text
}

/**
 * Lists API keys.
 * @param apiKeys keys as the API returned them
 */
export function showKeys(apiKeys: ApiKey[]): void {
  const items = apiKeys.map((key) => {
    const item = document.createElement('li')
    const shortKey = toElement('code', toShortKey(key.credential.publicKey))
    item.append(toElement('span', key.apiKeyName), shortKey, toElement('span', toEnd(key), 'muted'))
    return item
  })
  const list = byId('keys', HTMLUListElement)
  list.hidden = false
  list.replaceChildren(...items)
}

function showSession(session: Session): void {
  const { user, status } = session
  if (user === undefined) forgetUser()
  byId('account', HTMLElement).hidden = user === undefined
  byId('user-name', HTMLElement).textContent = user === undefined ? '' : (findUserName(user.userId) ?? user.username)
  byId('sign-in', HTMLElement).hidden = user !== undefined || status === 'loading'
  byId('panels', HTMLElement).hidden = user === undefined
  showSessionState(session)
}

function showSessionState({ status, expiresAtMs, storage }: Session): void {
  const countdown = byId('countdown', HTMLElement)
  countdown.hidden = !isCounting(status)
  countdown.textContent = toCountdown((expiresAtMs ?? 0) - Date.now())
  byId('renewal', HTMLElement).hidden = !isCounting(status)
  byId('session-sentence', HTMLElement).textContent = toSessionSentence(status)
  byId('memory-note', HTMLElement).textContent = storage === 'memory' ? memoryNote : ''
  byId('memory-note', HTMLElement).hidden = storage !== 'memory'
  // Once the session is over, it is no longer true that it is open.
  if (!isCounting(status)) byId('session-outcome', HTMLElement).querySelector('.good')?.remove()
}

/** What one user saw is not for the next one. */
function forgetUser(): void {
  const panels = byId('panels', HTMLElement)
  if (panels.hidden) return
  for (const output of document.querySelectorAll('output')) output.replaceChildren()
  for (const form of document.querySelectorAll('form')) form.reset()
  byId('keys', HTMLElement).hidden = true
  byId('keys', HTMLElement).replaceChildren()
}

function showCounts(): void {
  const counts = getCounts()
  byId('touches', HTMLElement).textContent = String(counts.touches)
  byId('requests-sent', HTMLElement).textContent = String(counts.requests)
}
