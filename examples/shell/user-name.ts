/** The user's name as last heard, across reloads: a log-in tells the name of its moment, and a rename comes later. */

const key = 'example/user-name'
const listeners = new Set<() => void>()

/**
 * Takes note of a name.
 * @param userName as the API told it, or as it was just changed to
 */
export function learnUserName(userName: string): void {
  localStorage.setItem(key, userName)
  for (const listener of listeners) listener()
}

/** The name as last heard, undefined when none was. */
export function findUserName(): string | undefined {
  return localStorage.getItem(key) ?? undefined
}

/**
 * Calls back on every change.
 * @param listener called without arguments
 */
export function subscribeToUserName(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
