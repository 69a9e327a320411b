/** Limits on how often somebody asks: each request is metered by its address, its key and its organization. */
import type { Logger } from 'pino'
import type { SignerFacts } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import { RateLimiter, type Verdict } from './rate-limiter.ts'

/** Requests a second in the long run; 0 stands for no limit. Ten seconds' worth may come at once. */
export interface RequestRates {
  perAddress: number
  perKey: number
  perOrganization: number
  /** Wrong signatures from one address under one key. */
  badSignatures: number
}

/** What is counted. */
export type RateKind = keyof RequestRates

const kinds = ['perAddress', 'perKey', 'perOrganization', 'badSignatures'] as const satisfies readonly RateKind[]

const reportIntervalMs = 10_000

/** What metering needs of the system. */
interface Reach {
  /** Any clock in milliseconds. */
  nowMs(): number
  log: Pick<Logger, 'warn'>
}

/** The limits of one server process, and what has been used of them. */
export class Meters {
  readonly #limiters: ReadonlyMap<RateKind, RateLimiter>
  readonly #reach: Reach
  #refusedSinceReport = 0
  #reportedAtMs = Number.NEGATIVE_INFINITY

  /**
   * @param rates requests a second
   * @param reach clock and log
   */
  constructor(rates: RequestRates, reach: Reach) {
    const limited = kinds.filter((kind) => rates[kind] > 0)
    this.#limiters = new Map(limited.map((kind) => [kind, new RateLimiter(rates[kind])]))
    this.#reach = reach
  }

  /**
   * The meter of one request.
   * @param addressGroup text that stands for its sender, see `toAddressGroup`
   */
  start(addressGroup: string): Meter {
    return new Meter(addressGroup, this)
  }

  /**
   * Spends one of a name's budget; undefined where there is no limit.
   * @param kind which limit
   * @param name text, unique for the kind
   */
  take(kind: RateKind, name: string): Verdict | undefined {
    return this.#limiters.get(kind)?.take(name, this.#reach.nowMs())
  }

  /**
   * Looks at a name's budget and spends nothing; undefined where there is no limit.
   * @param kind which limit
   * @param name text, unique for the kind
   */
  peek(kind: RateKind, name: string): Verdict | undefined {
    return this.#limiters.get(kind)?.peek(name, this.#reach.nowMs())
  }

  /**
   * Counts a refusal. A flood must not become a flood of log lines: one in ten seconds says how many there were.
   * @param kind which limit refused the latest
   * @param addressGroup text that stands for its sender
   */
  noteRefusal(kind: RateKind, addressGroup: string): void {
    this.#refusedSinceReport += 1
    const nowMs = this.#reach.nowMs()
    if (Math.abs(nowMs - this.#reportedAtMs) < reportIntervalMs) return
    this.#reach.log.warn({ kind, addressGroup, refused: this.#refusedSinceReport }, 'requests refused by rate')
    this.#refusedSinceReport = 0
    this.#reportedAtMs = nowMs
  }
}

/** Name of a credential as it signs: a public key in hexadecimal, a credential id in base64url, or the id of a read-only session. */
function nameOf({ credential }: SignerFacts): string {
  if (credential.kind === 'api-key') return credential.publicKeyHex
  return credential.kind === 'passkey' ? credential.credentialIdBase64url : credential.sessionId
}

/** What one request has used of the limits that hold for it. */
export class Meter {
  readonly #addressGroup: string
  readonly #meters: Meters
  /** Of all limits asked so far the one with the least left. */
  #tightest: Verdict | undefined

  /**
   * @param addressGroup where the request comes from
   * @param meters limits of the server
   */
  constructor(addressGroup: string, meters: Meters) {
    this.#addressGroup = addressGroup
    this.#meters = meters
  }

  /**
   * Counts the request for its address; the first thing of all.
   * @throws RATE_LIMIT_EXCEEDED
   */
  countAddress(): void {
    this.#check('perAddress', this.#meters.take('perAddress', this.#addressGroup))
  }

  /**
   * Looks, before any signature is verified, whether a key may make a request: nothing is counted for a key that is only claimed, so that
   * nobody can use up another's budget.
   * @param name public key in hexadecimal, or credential id in base64url
   * @throws RATE_LIMIT_EXCEEDED
   */
  checkClaim(name: string): void {
    this.#check('badSignatures', this.#meters.peek('badSignatures', this.#claimOf(name)))
    this.#check('perKey', this.#meters.peek('perKey', name))
  }

  /**
   * Notes that a signature was wrong. From the same address, further ones under that name are soon refused unseen; from elsewhere none is.
   * @param name public key in hexadecimal, or credential id in base64url
   */
  noteBadSignature(name: string): void {
    this.#meters.take('badSignatures', this.#claimOf(name))
  }

  /**
   * Counts the request for the key that signed it and for its user's organization.
   * @param caller who was proven
   * @throws RATE_LIMIT_EXCEEDED
   */
  countCaller(caller: SignerFacts): void {
    this.#check('perKey', this.#meters.take('perKey', nameOf(caller)))
    this.#check('perOrganization', this.#meters.take('perOrganization', caller.organizationId))
  }

  /** Headers that tell the sender where it stands, by the limit that has least left. */
  toHeaders(): Readonly<Record<string, string>> {
    if (this.#tightest === undefined) return {}
    const { limit, remaining, waitMs } = this.#tightest
    const standing = { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining) }
    return waitMs > 0 ? { ...standing, 'retry-after': String(Math.ceil(waitMs / 1000)) } : standing
  }

  #claimOf(name: string): string {
    return `${this.#addressGroup} ${name}`
  }

  #check(kind: RateKind, verdict: Verdict | undefined): void {
    if (verdict === undefined) return
    const isTighter = this.#tightest === undefined || verdict.remaining < this.#tightest.remaining
    if (!verdict.isAllowed || (isTighter && kind !== 'badSignatures')) this.#tightest = verdict
    if (verdict.isAllowed) return
    this.#meters.noteRefusal(kind, this.#addressGroup)
    throw new Refusal('RATE_LIMIT_EXCEEDED', { reason: kind })
  }
}
