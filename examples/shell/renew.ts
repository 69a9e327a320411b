/** Gives the session a later end, without a touch. */
import type { Turnkey } from '@latchkey/sdk-browser'
import { touchNeeded } from './session-words.ts'

/**
 * Renews the session of this page and returns what to say about it.
 * @param turnkey the SDK
 * @throws Error for people; its text is that a touch is needed, once the session is as long as it can get
 */
export async function renew(turnkey: Turnkey): Promise<string> {
  try {
    return (await turnkey.renewSession()) ? 'Your session goes on' : 'Your session already ends as late as it can'
  } catch (error) {
    const isAtLimit = error instanceof Error && 'code' in error && error.code === 'STEP_UP_REQUIRED'
    throw isAtLimit ? new Error(touchNeeded, { cause: error }) : error
  }
}
