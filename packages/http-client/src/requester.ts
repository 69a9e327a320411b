/** The way of every request: built, stamped, sent, and sent once more after a step-up. */
import type { OperationName } from '@latchkey/contract'
import { headers } from '@latchkey/contract/headers'
import { ApiError } from './api-error.ts'
import { type AnyInput, buildRequest, readBaseUrl, type UnsignedRequest } from './build-request.ts'
import { LatchkeyError } from './latchkey-error.ts'
import type { JsonObject } from './read-response.ts'
import { type Answered, defaultTimeoutMs, type SignedRequest, send } from './send.ts'
import type { Stamp, Stamper } from './stamper.ts'

/** Whom to ask, on whose behalf, and what proves it. */
export interface ApiClientConfig {
  /** Absolute URL of the API server; a trailing slash is tolerated. */
  apiBaseUrl: string
  /** UUID sent when a call names no organization; a function is asked at every call. */
  organizationId: string | (() => string)
  /** Signs every request. */
  stamper?: Stamper | undefined
  /** Token of a read-only session, used when there is no stamper. */
  readOnlySession?: string | undefined
  /** Name and version of the sending package, such as `@latchkey/sdk-browser@0.1.0`. */
  clientVersion: string
  /** Longest wait for an answer, in milliseconds; default 10000. The time a person takes to confirm a passkey is not counted. */
  timeoutMs?: number | undefined
  /**
   * Hears of every error a method rejects with, just before the caller does; what it throws itself is dropped.
   * `organizationId` is the UUID the call named, `undefined` when it left the choice to the client.
   */
  onError?: ((error: unknown, organizationId: string | undefined) => void) | undefined
  /** Hears of every answer that arrives, whatever it says, before the caller does. */
  onAnswer?: ((answered: Answered) => void) | undefined
  /** Clock that dates writes, in milliseconds since 1970-01-01 UTC; default this device's. */
  nowMs?: (() => number) | undefined
  /** What to do about STEP_UP_REQUIRED; left out, the caller gets the refusal. */
  stepUp?: StepUp | undefined
}

/**
 * Answers a refusal with STEP_UP_REQUIRED: the caller gets what this returns or throws. `repeat` makes the same call once more,
 * in the same organization and with a new timestamp, stamped by another stamper; a refusal of that is not answered again.
 */
export type StepUp = <Answer>(refusal: ApiError, repeat: (stamper: Stamper) => Promise<Answer>) => Promise<Answer>

/** Makes the requests of one client. */
export class Requester {
  readonly #config: ApiClientConfig
  readonly #baseUrl: string

  /**
   * Makes a requester; nothing is sent yet.
   * @param config server, organization and what proves the caller
   * @throws CONFIG_INVALID when `apiBaseUrl` is not an absolute http or https URL
   */
  constructor(config: ApiClientConfig) {
    this.#config = config
    this.#baseUrl = readBaseUrl(config.apiBaseUrl)
  }

  /**
   * Does what a method does, and tells `onError` when it rejects.
   * @param input UUID of the organization the method was called with, if any
   * @param call what the method does
   * @throws whatever the call rejects with
   */
  async watch<Result>({ organizationId }: AnyInput, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call()
    } catch (error) {
      this.#tell(error, organizationId)
      throw error
    }
  }

  /**
   * Sends a request and answers the JSON object of the answer. The organization is asked for once: a call stays where it was meant for,
   * whoever logs in during the step-up.
   * @param name path segment of the operation
   * @param input what the method of that operation takes
   * @throws STAMPER_MISSING when there is neither stamper nor session, and every refusal of the server
   */
  async ask(name: OperationName, input: AnyInput): Promise<JsonObject> {
    const { stamper, stepUp } = this.#config
    const organizationId = this.#getOrganizationId()
    const post = (by: Stamper | undefined): Promise<JsonObject> =>
      this.#post(this.#build(name, input, organizationId), by)
    try {
      return await post(stamper)
    } catch (error) {
      // Nothing but the session's own key renews it, so there no other stamp would do.
      const isFinal = !stepUp || name === 'renew_session'
      if (isFinal || !(error instanceof ApiError) || error.code !== 'STEP_UP_REQUIRED') throw error
      return await stepUp(error, post)
    }
  }

  /**
   * URL, body and stamp of a request, unsent.
   * @param name path segment of the operation
   * @param input what the method of that operation takes
   * @throws STAMPER_MISSING when there is no stamper
   */
  async sign(name: OperationName, input: AnyInput): Promise<SignedRequest> {
    const request = this.#build(name, input, this.#getOrganizationId())
    return { ...request, stamp: await stampWith(this.#config.stamper, request.body) }
  }

  #tell(error: unknown, organizationId: string | undefined): void {
    try {
      this.#config.onError?.(error, organizationId)
    } catch {
      // The caller must get the error of the call, not that of whoever listens.
    }
  }

  #build(name: OperationName, input: AnyInput, organizationId: string): UnsignedRequest {
    return buildRequest(this.#baseUrl, name, input, organizationId, this.#config.nowMs?.())
  }

  #getOrganizationId(): string {
    const { organizationId } = this.#config
    return typeof organizationId === 'string' ? organizationId : organizationId()
  }

  async #post({ url, body }: UnsignedRequest, stamper: Stamper | undefined): Promise<JsonObject> {
    const { clientVersion, timeoutMs = defaultTimeoutMs, onAnswer } = this.#config
    const proof = await this.#prove(body, stamper)
    return send(url, body, { [headers.clientVersion]: clientVersion, ...proof }, timeoutMs, onAnswer)
  }

  async #prove(body: string, stamper: Stamper | undefined): Promise<Readonly<Record<string, string>>> {
    const { readOnlySession } = this.#config
    if (!stamper && readOnlySession) return { [headers.session]: readOnlySession }
    const { stampHeaderName, stampHeaderValue } = await stampWith(stamper, body)
    return { [stampHeaderName]: stampHeaderValue }
  }
}

async function stampWith(stamper: Stamper | undefined, body: string): Promise<Stamp> {
  if (!stamper) throw new LatchkeyError('STAMPER_MISSING')
  return await stamper.stamp(body)
}
