/** What stages may reach besides their arguments: storage, clock, randomness, settings, log. */
import type { Logger } from 'pino'
import type { LastUse } from './last-use.ts'
import type { SessionJwtKey } from './session-jwt-key.ts'
import type { Store } from './store/store.ts'

/** Settings that stages read. */
export interface Policy {
  /** Origins on which passkeys may be used; see `@latchkey/contract/origins`. */
  origins: readonly string[]
  /** Longest life of a session key, in seconds. */
  maxSessionSeconds: number
  /** How long after its touch a session can be renewed where no organization says otherwise, in seconds; 0: not at all. */
  sessionRenewalSeconds: number
  /** Whether a session key must step up for what would outlive it, or has its user's full powers. */
  sessionPowers: 'step-up' | 'full'
}

/** Everything a stage may reach. */
export interface System {
  store: Store
  /** Server time in milliseconds since 1970-01-01 UTC. */
  nowMs(): number
  /** New lower-case UUID whose order is that of creation (version 7, RFC 9562 §5.7). */
  newId(): string
  /** Key of the tokens of read-only sessions, 32 bytes, kept outside the database. */
  sessionSecret: Uint8Array
  /** Signs session tokens. */
  sessionJwtKey: SessionJwtKey
  policy: Policy
  lastUse: LastUse
  log: Logger
}
