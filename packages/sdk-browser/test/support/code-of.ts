/** The code of the error an action ends with. */
import { LatchkeyError } from '@latchkey/http-client'

/** Code of the rejection, or `undefined` when the action succeeds; any other error is passed on. */
export async function codeOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    if (error instanceof LatchkeyError) return error.code
    throw error
  }
}
