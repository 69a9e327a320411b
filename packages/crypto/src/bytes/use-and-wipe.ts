/** Secrets that are byte arrays: used once, then gone. Where the platform can hold a secret as a key, that is better still. */
import type { Bytes } from './bytes.ts'

/**
 * The result of an action over a secret, whose bytes are zero afterwards, also when the action fails.
 * @param secret any number of bytes, not needed by anybody else
 * @param action must be done with the bytes, or have copied them, when its promise settles
 */
export async function useAndWipe<Result>(secret: Bytes, action: (secret: Bytes) => Promise<Result>): Promise<Result> {
  try {
    return await action(secret)
  } finally {
    secret.fill(0)
  }
}
