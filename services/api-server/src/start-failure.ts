/** Why the server does not start. */

/** Failure to start whose message is one line for the operator: what is wrong, and what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

/**
 * What an operator is told of an error: one line for a failure to start; anything else is a fault, and its stack is wanted.
 * @param error what was thrown
 */
export function describeFailure(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  return (error instanceof Error && error.stack) || String(error)
}
