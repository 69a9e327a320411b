/** What a store tells of its writes to whoever counts them. */

/** Told of every commit; must not throw. */
export interface StoreWatch {
  /** How many writes wait for their turn. */
  writesWaiting: number
  /**
   * Told that a transaction was committed.
   * @param writes how many writes it held
   * @param durationMs from its begin to the end of its commit, in milliseconds
   */
  noteCommit(writes: number, durationMs: number): void
}
