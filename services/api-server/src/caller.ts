/** Who signed a request: what `authenticate` proves and every later stage trusts. */

declare const proven: unique symbol

/** Credential that proved the caller. */
export type CallerCredential =
  | {
      kind: 'api-key'
      apiKeyId: string
      publicKeyHex: string
      expiresAtMs: number | undefined
      /** Expression that every write must satisfy; absent unless the session has a profile, and in reads. */
      scope?: string
    }
  | { kind: 'passkey'; authenticatorId: string; credentialIdBase64url: string }
  | { kind: 'read-only-session'; sessionId: string; tokenHash: Uint8Array }

/** Facts about a caller. */
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
  credential: CallerCredential
  /** Organization the request acts on: the user's own, or a sub-organization of it. */
  targetOrganizationId: string
}

/** Proven caller; only `authenticate/` makes one, through {@link proveCaller}. */
export type Caller = CallerFacts & { readonly [proven]: true }

/**
 * Marks facts as proven. Called by `authenticate/` alone, after the signature has been verified.
 * @param facts what was proven
 */
export function proveCaller(facts: CallerFacts): Caller {
  return facts as Caller
}
