/** Lists what is open in the user's name, and ends it: what `useSessions()` does for React, by hand. */
import { type ApiClient, LatchkeyError, type Session, type Turnkey } from '@latchkey/sdk-browser'
import { focusHeading } from '../../shell/focus.ts'
import {
  hasOthers,
  othersHaveEnded,
  type SessionList,
  sessionHasEnded,
  toBrowser,
  toEndLabel,
  toListNote,
  toMark,
  toOpener,
  toPowers,
  toRenewalNote,
  toTimes,
} from '../../shell/session-words.ts'
import { isCounting } from '../../shell/words.ts'
import { onPress } from './actions.ts'
import { byId, toElement } from './elements.ts'

const idle: SessionList = { data: undefined, error: undefined, status: 'idle' }

/** The panel “Your sessions”. It asks when somebody logs in, and whenever the session begins, ends or is within reach again. */
export class SessionsPanel {
  readonly #turnkey: Turnkey
  readonly #section = byId('sessions-panel', HTMLElement)
  #list = idle
  /** Changes with what there is to be asked for; an answer to anything older is not shown. */
  #occasion = ''
  #times: (readonly [element: HTMLElement, session: Session])[] = []

  /**
   * Starts to show them.
   * @param turnkey the SDK
   */
  constructor(turnkey: Turnkey) {
    this.#turnkey = turnkey
    onPress(byId('end-others', HTMLButtonElement), async () => {
      await this.#end({ scope: 'SESSIONS_OTHERS' })
      return othersHaveEnded
    })
    byId('refresh', HTMLButtonElement).addEventListener('click', () => void this.refetch())
    turnkey.session.subscribe(() => this.#follow())
    setInterval(() => this.#showTimes(), 1000)
    this.#follow()
  }

  /** Asks again, without a touch; never rejects. */
  async refetch(): Promise<void> {
    const occasion = this.#occasion
    const list = await this.#read()
    if (occasion === this.#occasion) this.#show(list)
  }

  #follow(): void {
    const { user, status } = this.#turnkey.session.getSnapshot()
    const phase = isCounting(status) && status !== 'offline' ? 'live' : status
    const occasion = `${user?.userId} ${phase}`
    if (occasion === this.#occasion) return
    this.#occasion = occasion
    this.#show(user ? { ...this.#list, error: undefined, status: 'pending' } : idle)
    // By which session to read is decided in a moment.
    if (user && phase !== 'restoring') void this.refetch()
  }

  async #read(): Promise<SessionList> {
    const reader = await this.#findReader()
    if (reader === undefined) return idle
    try {
      return { ...idle, data: (await reader.getSessions()).sessions, status: 'success' }
    } catch (error) {
      if (error instanceof LatchkeyError) return { ...idle, error, status: 'error' }
      throw error
    }
  }

  /** By the session, else by the read-only session of the log-in: a list is not worth a prompt. */
  #findReader(): Promise<ApiClient | undefined> {
    const { status } = this.#turnkey.session.getSnapshot()
    const isLive = status === 'active' || status === 'expiring'
    return isLive ? this.#turnkey.getActiveClient() : this.#turnkey.currentUserSession()
  }

  async #end(which: Parameters<ApiClient['endSessions']>[0]): Promise<void> {
    const client = await this.#turnkey.getActiveClient()
    await client.endSessions(which)
    await this.refetch()
    focusHeading(this.#section)
  }

  #show(list: SessionList): void {
    this.#list = list
    const { data = [] } = list
    const { status } = this.#turnkey.session.getSnapshot()
    const note = toListNote(list, status)
    byId('sessions-note', HTMLElement).replaceChildren(...(note ? [toElement('p', note.text, note.kind)] : []))
    this.#times = []
    byId('sessions', HTMLElement).hidden = data.length === 0
    byId('sessions', HTMLElement).replaceChildren(...data.map((session) => this.#toItem(session)))
    byId('end-others', HTMLButtonElement).hidden = !hasOthers(list, status)
    byId('renewal-note', HTMLElement).textContent = toRenewalNote(list)
  }

  #toItem(session: Session): HTMLLIElement {
    const opener = toElement('p', '')
    opener.append(toElement('strong', toOpener(session)))
    const mark = toMark(session)
    if (mark) opener.append(toElement('span', mark, 'mark'))
    const times = toElement('p', toTimes(session), 'muted')
    this.#times.push([times, session])
    const description = document.createElement('div')
    const powers = toElement('p', toPowers(session), 'muted')
    description.append(opener, toElement('p', toBrowser(session)), powers, times)
    const item = document.createElement('li')
    item.append(description, this.#toEndButton(session))
    return item
  }

  #toEndButton(session: Session): HTMLButtonElement {
    const button = toElement('button', 'End')
    button.type = 'button'
    button.ariaLabel = toEndLabel(session)
    onPress(button, async () => {
      await this.#end({ sessionIds: [session.sessionId] })
      return sessionHasEnded
    })
    return button
  }

  #showTimes(): void {
    for (const [element, session] of this.#times) {
      const text = toTimes(session)
      if (element.textContent !== text) element.textContent = text
    }
  }
}
