/** Fixed limits of the protocol. */

/** Oldest a new write may be, in milliseconds. */
export const maxRequestAgeMs = 3_600_000
/** How far ahead of the server's clock a write may be signed, in milliseconds. */
export const maxClockLeadMs = 300_000
/** How long an approval counts, in milliseconds. */
export const approvalMs = 86_400_000
/** Passkeys one user may have. */
export const maxAuthenticators = 10
/** API keys without an expiry one user may have. */
export const maxLongLivedApiKeys = 10
/** Session keys one user may have; one more makes the oldest give way. */
export const maxExpiringApiKeys = 10
/** Users one organization may have. */
export const maxUsers = 100
/** Tags one parent organization may have. */
export const maxUserTags = 100
/** Tags one sub-organization may have. */
export const maxUserTagsOfSubOrganization = 10
/** Session profiles one organization may have. */
export const maxSessionProfiles = 1000
/** Life of a read-only session, in milliseconds. */
export const readOnlySessionMs = 3_600_000
/** Life of a session key that the server makes or registers at a log-in, when the request names none, in seconds. */
export const defaultSessionSeconds = 900
/** Length of a page of a list when the request names none. */
export const defaultPageLimit = 10
