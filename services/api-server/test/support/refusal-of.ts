/** Refusals as tests look at them. */
import { Refusal } from '../../src/refusal.ts'

/**
 * The refusal an action ends in.
 * @param action what is expected to be refused
 * @throws an error when it is not refused, and whatever else it throws
 */
export async function refusalOf(action: () => unknown): Promise<Refusal> {
  try {
    await action()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/**
 * Code of the refusal an action ends in.
 * @param action what is expected to be refused
 */
export async function refusalCodeOf(action: () => unknown): Promise<string> {
  return (await refusalOf(action)).code
}
