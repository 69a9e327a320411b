/** Logging out: first the server, then the auth iframe, then storage. A step that fails does not keep the next from happening. */

/** What logging out does, one place after the other. */
export interface LogOutSteps {
  /** Deletes the session key on the server; signed by itself, so it must still be in the iframe. */
  deleteSessionKey(): Promise<unknown>
  /** Ends the read-only session on the server. */
  deleteReadOnlySession(): Promise<unknown>
  /** Wipes the keys of the auth iframe. */
  resetIframe(): Promise<unknown>
  /** Removes what this page stored. */
  forgetAll(): void
}

/**
 * Ends session and log-in everywhere, as far as server and iframe can be reached. Never rejects.
 * @param steps what to do where
 */
export async function logOut(steps: LogOutSteps): Promise<void> {
  await Promise.allSettled([steps.deleteSessionKey(), steps.deleteReadOnlySession()])
  await Promise.allSettled([steps.resetIframe()])
  steps.forgetAll()
}
