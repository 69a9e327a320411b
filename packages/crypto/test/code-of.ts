/** Which coded error an action ends in. */
import { CryptoError, type CryptoErrorCode } from '@latchkey/crypto'

/**
 * The code of the `CryptoError` an action throws.
 * @param action synchronous or asynchronous
 * @throws whatever the action throws without a code, or an error when it throws nothing
 */
export async function codeOf(action: () => unknown): Promise<CryptoErrorCode> {
  try {
    await action()
  } catch (error) {
    if (error instanceof CryptoError) return error.code
    throw error
  }
  throw new Error('Expected a refusal, but nothing was thrown.')
}
