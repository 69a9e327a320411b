/** Keeps the facts of the session: two records in storage, so that tabs agree, and what only this page knows. */
import type { IframeStorage } from '@latchkey/contract/iframe-messages'
import { type Answered, LatchkeyError } from '@latchkey/http-client'
import { learnOffset } from './server-clock.ts'
import { type CurrentUser, readSession, readUser, type StoredSession } from './session-records.ts'
import { findLiveSession, findReadOnlyToken, type SessionFacts, toEnded } from './session-state.ts'
import { currentUserKey, type SessionStorage, sessionKey } from './session-storage.ts'

/** Codes of the clients for an answer that did not come. */
const unreachable: readonly string[] = ['NETWORK_UNREACHABLE', 'REQUEST_TIMED_OUT']

/** Facts of the session, read from storage whenever they are asked for. */
export class SessionKeeper {
  readonly #storage: SessionStorage
  readonly #nowMs: () => number
  readonly #listeners = new Set<() => void>()
  #restoredBundle: string | undefined
  #restoredEndMs = 0
  #iframeStorage: IframeStorage | undefined
  #problem: LatchkeyError | undefined
  #isOffline = false
  #clockOffsetMs: number | undefined

  /**
   * Takes the storage without reading it.
   * @param storage where the records are
   * @param nowMs this device's clock, in milliseconds since 1970-01-01 UTC
   */
  constructor(storage: SessionStorage, nowMs: () => number = () => Date.now()) {
    this.#storage = storage
    this.#nowMs = nowMs
  }

  /** The server's time as far as it is known, in milliseconds since 1970-01-01 UTC: the clock all decisions go by. */
  nowMs(): number {
    return this.#nowMs() + this.clockOffsetMs
  }

  /** How far the server's clock is ahead of this device's, in milliseconds: learnt in this page, or with the stored session. */
  get clockOffsetMs(): number {
    return this.#clockOffsetMs ?? this.findSession()?.clockOffsetMs ?? 0
  }

  /** All that is known now. */
  readFacts(): SessionFacts {
    return {
      user: readUser(this.#storage.read(currentUserKey)),
      session: this.findSession(),
      restoredBundle: this.#restoredBundle,
      storage: this.#iframeStorage,
      problem: this.#problem,
      isOffline: this.#isOffline,
      clockOffsetMs: this.clockOffsetMs,
    }
  }

  /** Who logged in, or `undefined`. */
  findUser(): CurrentUser | undefined {
    return this.readFacts().user
  }

  /** The session opened last, alive or not, or `undefined`. */
  findSession(): StoredSession | undefined {
    return readSession(this.#storage.read(sessionKey))
  }

  /** The session that can be used now, or `undefined`. */
  findLiveSession(): StoredSession | undefined {
    return findLiveSession(this.readFacts(), this.nowMs())
  }

  /** Whether a session lives whose key is not in this page's auth iframe, or not until its end: another tab may have renewed it. */
  needsRestoring(): boolean {
    const live = this.findLiveSession()
    return live !== undefined && (live.bundle !== this.#restoredBundle || live.expiresAtMs > this.#restoredEndMs)
  }

  /** Token of the read-only session that can be used now, or `undefined`. */
  findReadOnlyToken(): string | undefined {
    return findReadOnlyToken(this.readFacts(), this.nowMs())
  }

  /**
   * Records who logged in.
   * @param user replaces who was logged in before
   */
  saveUser(user: CurrentUser): void {
    this.#storage.write(currentUserKey, JSON.stringify(user))
    this.#tell()
  }

  /**
   * Tells whether what is stored belongs to somebody else.
   * @param userId UUID
   */
  isOfAnother(userId: string): boolean {
    const { user, session } = this.readFacts()
    return [user, session].some((record) => record && record.userId !== userId)
  }

  /**
   * Records an opened session.
   * @param session replaces the one before
   */
  saveSession(session: StoredSession): void {
    this.#storage.write(sessionKey, JSON.stringify(session))
    this.#tell()
  }

  /**
   * Gives a session a later end, here and in other tabs, unless it has ended meanwhile.
   * @param apiKeyId UUID of its key; another session is left alone
   * @param expiresAtMs milliseconds since 1970-01-01 UTC by the server's clock
   * @param renewableUntilMs likewise
   */
  extendSession(apiKeyId: string, expiresAtMs: number, renewableUntilMs: number): void {
    const session = this.findLiveSession()
    if (session?.apiKeyId === apiKeyId) this.saveSession({ ...session, expiresAtMs, renewableUntilMs })
  }

  /**
   * Notes that the auth iframe holds the key of a bundle.
   * @param bundle credential bundle, base58check
   * @param endMs end of its session as the auth iframe was told, in milliseconds since 1970-01-01 UTC by the server's clock
   */
  markRestored(bundle: string, endMs: number): void {
    this.#restoredBundle = bundle
    this.#restoredEndMs = endMs
    this.#tell()
  }

  /**
   * Notes where the auth iframe keeps its target key.
   * @param storage as the frame announced it
   */
  setIframeStorage(storage: IframeStorage | undefined): void {
    this.#iframeStorage = storage
    this.#tell()
  }

  /**
   * Notes why there is no auth iframe.
   * @param problem `undefined` once there is one, or none is wanted
   */
  setProblem(problem: LatchkeyError | undefined): void {
    this.#problem = problem
    this.#tell()
  }

  /**
   * Notes whether network and server are within reach.
   * @param isOffline whether they are not
   */
  setOffline(isOffline: boolean): void {
    if (this.#isOffline === isOffline) return
    this.#isOffline = isOffline
    this.#tell()
  }

  /**
   * Takes note of an error if it means that the server is out of reach; what it refuses, it can be reached for.
   * @param error anything a client threw
   */
  noteError(error: unknown): void {
    if (error instanceof LatchkeyError && unreachable.includes(error.code)) this.setOffline(true)
  }

  /**
   * Learns the server's time from an answer, and that the server is within reach.
   * @param answered an answer's times
   */
  noteAnswer(answered: Answered): void {
    const knownMs = this.clockOffsetMs
    const clockOffsetMs = learnOffset(knownMs, answered)
    this.setOffline(false)
    if (clockOffsetMs === knownMs) return
    this.#clockOffsetMs = clockOffsetMs
    const session = this.findSession()
    if (session) this.saveSession({ ...session, clockOffsetMs })
    else this.#tell()
  }

  /**
   * Ends a session before its time, here and in other tabs; a newer session is left alone.
   * @param bundle credential bundle of the session that ended, base58check
   */
  endSession(bundle: string): void {
    const session = this.findSession()
    if (session?.bundle !== bundle) return
    this.#storage.write(sessionKey, JSON.stringify(toEnded(session, this.nowMs())))
    this.#tell()
  }

  /** Removes both records. */
  forgetAll(): void {
    this.#restoredBundle = undefined
    this.#storage.remove(currentUserKey)
    this.#storage.remove(sessionKey)
    this.#tell()
  }

  /**
   * Calls a function after every change made through this object, until the returned function is called.
   * @param listener takes no argument and should read anew
   */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
