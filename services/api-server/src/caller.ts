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
    }
  | { kind: 'passkey'; authenticatorId: string; credentialIdBase64url: string }
  | { kind: 'read-only-session'; tokenHash: Uint8Array }

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
