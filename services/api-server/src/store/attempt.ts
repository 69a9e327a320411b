/** A part of a transaction that can fail alone. */
import type { Writer } from './connection.ts'

/**
 * Runs a part of the transaction that is open; what it wrote is taken back when it throws.
 * @param writer connection, in a transaction
 * @param work what to do
 * @throws the work's own error
 */
export async function attempt<Result>(writer: Writer, work: () => Promise<Result>): Promise<Result> {
  await writer.run('savepoint attempt')
  try {
    const result = await work()
    await writer.run('release attempt')
    return result
  } catch (error) {
    if (writer.inTransaction) {
      await writer.run('rollback to attempt')
      await writer.run('release attempt')
    }
    throw error
  }
}
