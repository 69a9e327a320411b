/** Who signed a request: what `authenticate` proves and every later stage trusts. */
import type { ApiKeyScheme } from '@latchkey/crypto'

declare const proven: unique symbol

/** Credential that proved the caller. */
export type CallerCredential =
  | {
      kind: 'api-key'
      apiKeyId: string
      publicKeyHex: string
      /** How it signed: of the schemes of its curve the one the stamp states. */
      scheme: ApiKeyScheme
      expiresAtMs: number | undefined
      /** Expression that every write must satisfy; absent unless the session has a profile, and in reads. */
      scope?: string
    }
  | { kind: 'passkey'; authenticatorId: string; credentialIdBase64url: string }
  | { kind: 'read-only-session'; sessionId: string; tokenHash: Uint8Array }

/** What stands for as many root users as must agree, each with a credential of its own, when that is carried out to which they did. */
export interface QuorumCredential {
  kind: 'root-quorum'
}

/** Facts about whomever a request is carried out for. */
export interface CallerFacts {
  /** Organization the user belongs to, lower-case UUID. */
  organizationId: string
  organizationName: string
  /** Parent of `organizationId`, undefined for a parent organization. */
  parentOrganizationId: string | undefined
  userId: string
  userName: string
  /** Whether the user is in the root quorum of `organizationId`. */
  isRoot: boolean
  /** How many root users of `organizationId` must agree. */
  rootQuorumThreshold: number
  credential: CallerCredential | QuorumCredential
  /** Organization the request acts on: the user's own, or a sub-organization of it. */
  targetOrganizationId: string
}

/** Facts about somebody who signs. */
export type SignerFacts = CallerFacts & { credential: CallerCredential }

/** Proven caller; only `authenticate/` makes one, through {@link proveCaller}. */
export type Caller = SignerFacts & { readonly [proven]: true }

/**
 * Marks facts as proven. Called by `authenticate/` alone, after the signature has been verified.
 * @param facts what was proven
 */
export function proveCaller(facts: SignerFacts): Caller {
  return facts as Caller
}
