/** Which client to use now: the auth iframe's while the session lives, else the passkey's. */
import { LatchkeyError } from '@latchkey/http-client'
import type { SessionKeeper } from './session-keeper.ts'
import type { StoredSession } from './session-records.ts'

/** What a client of the auth iframe must be able to do to be chosen. */
export interface RestorableClient {
  /** Bundle whose key it signs with now. */
  readonly heldBundle: string | undefined
  injectCredentialBundle(bundle: string): Promise<boolean>
}

/** Where the two candidates come from. */
export interface ClientSources<Iframe extends RestorableClient, Passkey> {
  /** The iframe client, after waiting for one that is opening; `undefined` when there is none. Never rejects. */
  findIframeClient(): Promise<Iframe | undefined>
  getPasskeyClient(): Passkey
}

interface Restoration {
  readonly client: RestorableClient
  readonly bundle: string
  readonly done: Promise<boolean>
}

/** Codes that mean the stored bundle will never open in this browser again. */
const hopeless: readonly string[] = ['BUNDLE_MALFORMED', 'BUNDLE_NOT_FOR_THIS_KEY', 'IFRAME_KEY_MISSING']

/** Chooses the client, bringing the session key back into the auth iframe where needed; asks no server. */
export class ActiveClient<Iframe extends RestorableClient, Passkey> {
  readonly #session: SessionKeeper
  readonly #sources: ClientSources<Iframe, Passkey>
  #restoration: Restoration | undefined

  /**
   * Takes the sources without using them.
   * @param session facts of the session
   * @param sources where the two candidates come from
   */
  constructor(session: SessionKeeper, sources: ClientSources<Iframe, Passkey>) {
    this.#session = session
    this.#sources = sources
  }

  /** The iframe's client if the session lives and its key is in the iframe or can be brought back; else the passkey's. Never rejects. */
  async find(): Promise<Iframe | Passkey> {
    const client = this.#session.findLiveSession() && (await this.#sources.findIframeClient())
    // Read anew: waiting for the iframe takes time.
    const session = this.#session.findLiveSession()
    if (!client || !session) return this.#sources.getPasskeyClient()
    const isHeld = client.heldBundle === session.bundle && !this.#session.needsRestoring()
    const isReady = isHeld || (await this.#restore(client, session))
    return isReady ? client : this.#sources.getPasskeyClient()
  }

  /** Callers at the same time share one restoration. */
  #restore(client: RestorableClient, { bundle }: StoredSession): Promise<boolean> {
    if (this.#restoration?.client !== client || this.#restoration.bundle !== bundle) {
      this.#restoration = { client, bundle, done: this.#inject(client, bundle) }
    }
    return this.#restoration.done
  }

  async #inject(client: RestorableClient, bundle: string): Promise<boolean> {
    try {
      return await client.injectCredentialBundle(bundle)
    } catch (error) {
      if (error instanceof LatchkeyError && hopeless.includes(error.code)) this.#session.endSession(bundle)
      return false
    } finally {
      this.#restoration = undefined
    }
  }
}
