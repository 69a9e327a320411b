/** Whether the logs of a copy are whole. */
import { StartFailure } from '../start-failure.ts'
import type { Reads } from '../store/store.ts'
import { verifyAllLogs } from '../verify-log/verify-all-logs.ts'

/** How much was verified. */
export interface VerifiedLogs {
  organizations: number
  entries: number
}

/**
 * Verifies the log of every organization and every stored stamp.
 * @param reads store or copy
 * @throws StartFailure naming the first organization whose log is not whole
 */
export async function checkLogs(reads: Reads): Promise<VerifiedLogs> {
  const verified = { organizations: 0, entries: 0 }
  for await (const { organizationId, entries, problems } of verifyAllLogs(reads)) {
    const [problem] = problems
    if (problem !== undefined) throw new StartFailure(`the log of organization ${organizationId} is broken: ${problem}`)
    verified.organizations += 1
    verified.entries += entries
  }
  return verified
}
