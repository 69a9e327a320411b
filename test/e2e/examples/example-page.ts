/** One of the examples in a tab, used as a person uses it, with everything counted that a person would feel. */
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import type { Stage } from './stage.ts'

/** Numbers that touches and requests move. */
export interface Tally {
  /** Signatures of the authenticator. */
  readonly signatures: number
  /** Touches the page shows. */
  readonly touches: number
  /** Requests the page shows. */
  readonly requests: number
  /** Requests of the whole tab, to whichever server. */
  readonly traffic: number
}

/** A tab with an example and an authenticator. */
export class ExamplePage {
  readonly page: Page
  /** The message of the last action, by panel. */
  readonly outcomes: Record<'signUp' | 'session' | 'requests' | 'sessions' | 'passkeys', Locator>
  /** The listed sessions, newest first. */
  readonly sessions: Locator
  readonly timer: Locator
  readonly alert: Locator
  readonly keys: Locator
  #authenticator: VirtualAuthenticator
  readonly #traffic: string[] = []

  private constructor(page: Page, authenticator: VirtualAuthenticator) {
    this.page = page
    this.#authenticator = authenticator
    const outcomeOf = (name: string): Locator => page.getByRole('region', { name, exact: true }).getByRole('status')
    this.outcomes = {
      signUp: outcomeOf('Sign up'),
      session: outcomeOf('Session'),
      requests: outcomeOf('Requests'),
      sessions: outcomeOf('Your sessions'),
      passkeys: outcomeOf('Passkeys'),
    }
    this.sessions = page.getByRole('list', { name: 'Open sessions' }).getByRole('listitem')
    this.timer = page.getByRole('timer')
    this.alert = page.getByRole('alert')
    this.keys = page.getByRole('region', { name: 'Requests' }).getByRole('listitem')
    page.on('request', (request) => this.#traffic.push(`${request.method()} ${request.url()}`))
  }

  /**
   * Opens an example.
   * @param context cookie jar and storage
   * @param url of the example
   */
  static async open(context: BrowserContext, url: string): Promise<ExamplePage> {
    const page = await context.newPage()
    const example = new ExamplePage(page, await addVirtualAuthenticator(page))
    await page.goto(url)
    return example
  }

  /** The authenticator of the tab. */
  get authenticator(): VirtualAuthenticator {
    return this.#authenticator
  }

  /** Requests of the whole tab so far, as method and URL. */
  get traffic(): readonly string[] {
    return this.#traffic
  }

  /**
   * A button by its label.
   * @param name text of the button
   */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /**
   * Makes an account and logs in.
   * @param name of the person
   */
  async signUp(name = 'Ada'): Promise<void> {
    await this.page.getByLabel('Your name').fill(name)
    await this.button('Sign up with a passkey').click()
    await this.#loggedIn()
  }

  /** Logs in with the passkey that is there. */
  async logIn(): Promise<void> {
    await this.button('Log in').click()
    await this.#loggedIn()
  }

  /** Logs out. */
  async logOut(): Promise<void> {
    await this.button('Log out').click()
    await this.button('Log in').waitFor()
  }

  /**
   * Asks for a session and does not wait for it.
   * @param seconds length
   */
  async startSession(seconds: number): Promise<void> {
    await this.page.getByLabel('Length in seconds').fill(String(seconds))
    await this.button('Open a session').click()
  }

  /** Opens a session that outlives the test. */
  async openSession(): Promise<void> {
    await this.startSession(900)
    await this.timer.waitFor()
    await expect.poll(() => this.outcomes.session.textContent()).toBe('Your session is open (1 touch)')
    await this.listedBySession()
  }

  /** Waits until the sessions are listed, asked for with the session. */
  async listedBySession(): Promise<void> {
    await this.sessions.filter({ hasText: 'This session' }).waitFor()
  }

  /** Waits until the sessions are listed, asked for with the read-only session of the log-in. */
  async listedByLogIn(): Promise<void> {
    await this.sessions.filter({ hasText: 'This log-in' }).waitFor()
  }

  /** One read. Returns what the page says. */
  whoAmI(): Promise<string> {
    return this.#request('Who am I?')
  }

  /**
   * One write. Returns what the page says.
   * @param name the new one
   */
  async rename(name: string): Promise<string> {
    await this.page.getByLabel('New name').fill(name)
    return this.#request('Rename me')
  }

  /** One read of the keys. Returns what the page says. */
  listKeys(): Promise<string> {
    return this.#request('List my keys')
  }

  /** Makes a passkey and registers it. Returns what the page says. */
  async addPasskey(): Promise<string> {
    await this.button('Add another passkey').click()
    await expect.poll(() => this.outcomes.passkeys.textContent()).not.toBe('')
    return (await this.outcomes.passkeys.textContent()) ?? ''
  }

  /** Puts an authenticator in its place that declines: the person presses Cancel. */
  async declineFromNowOn(): Promise<void> {
    await this.#authenticator.remove()
    this.#authenticator = await addVirtualAuthenticator(this.page, { isUserVerified: false })
  }

  /** What was counted so far. */
  async tally(): Promise<Tally> {
    const read = async (id: string): Promise<number> => Number(await this.page.getByTestId(id).textContent())
    return {
      signatures: await this.#authenticator.signCount(),
      touches: await read('touches'),
      requests: await read('requests'),
      traffic: this.#traffic.length,
    }
  }

  /**
   * The auth iframe's realm.
   * @param stage where it is served
   */
  authFrame({ devFile }: Stage): Frame {
    const frame = this.page.frames().find((candidate) => candidate.url() === `${devFile.iframeUrl}/`)
    if (frame === undefined) throw new Error('The page has no auth iframe.')
    return frame
  }

  async #loggedIn(): Promise<void> {
    await this.button('Log out').waitFor()
    await this.listedByLogIn()
  }

  /** Presses a button of the requests panel and waits until it is over: the buttons are enabled again. */
  async #request(label: string): Promise<string> {
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST')
    await this.button(label).click()
    await answered
    await expect.poll(() => this.button(label).isEnabled()).toBe(true)
    return (await this.outcomes.requests.textContent()) ?? ''
  }
}
