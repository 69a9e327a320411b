/** Why the server does not start. */

/** Failure to start whose message is one line for the operator: what is wrong, and what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}
