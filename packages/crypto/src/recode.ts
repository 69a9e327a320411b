/** Giving an error from further in the code that means something to the caller. */
import { CryptoError, type CryptoErrorCode } from './crypto-error.ts'

/**
 * The result of an action; whatever it throws becomes the cause of an error with this code.
 * @param code what the failure means here
 * @param message a sentence without any of the offending bytes
 * @param action the attempt
 * @throws the given code when the action throws
 */
export function recode<Result>(code: CryptoErrorCode, message: string, action: () => Result): Result {
  try {
    return action()
  } catch (cause) {
    throw new CryptoError(code, message, { cause })
  }
}

/**
 * The result of an asynchronous action; errors that have a code pass unchanged, others (the platform's, a library's) get this one.
 * @param code what a failure of the platform means here
 * @param message a sentence without any of the offending bytes
 * @param action the attempt
 * @throws the given code when the action throws an error without one
 */
export async function recodeForeign<Result>(
  code: CryptoErrorCode,
  message: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action()
  } catch (cause) {
    throw cause instanceof CryptoError ? cause : new CryptoError(code, message, { cause })
  }
}
