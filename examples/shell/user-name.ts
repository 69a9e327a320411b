/** The user's name as last heard, across reloads: a log-in tells the name of its moment, and a rename comes later. */

const key = 'example/user-name'
const listeners = new Set<() => void>()

/**
 * Takes note of a name.
 * @param userId UUID of the user
 * @param userName as the API told it, or as it was just changed to
 */
export function learnUserName(userId: string, userName: string): void {
  localStorage.setItem(key, JSON.stringify([userId, userName]))
  for (const listener of listeners) listener()
}

/**
 * The name as last heard, undefined when none was.
 * @param userId UUID of the user
 */
export function findUserName(userId: string): string | undefined {
  const [knownId, userName] = JSON.parse(localStorage.getItem(key) ?? '[]')
  return knownId === userId ? userName : undefined
}

/** Forgets the name: for the log-out. */
export function forgetUserName(): void {
  localStorage.removeItem(key)
}

/**
 * Calls back whenever a name is learnt.
 * @param listener called without arguments
 */
export function subscribeToUserName(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
