/** Verifies the log of every organization. */
import { pages } from '../store/pages.ts'
import type { Reads } from '../store/store.ts'
import { type LogReport, verifyLog } from './verify-log.ts'

const organizationsAtOnce = 100

/**
 * Verifies one log after another; each report is there as soon as its log was read.
 * @param store where they are read
 */
export async function* verifyAllLogs(
  store: Pick<Reads, 'listLog' | 'countSigned' | 'listOrganizationIds'>,
): AsyncGenerator<LogReport> {
  const list = (afterId: string | undefined) => store.listOrganizationIds(afterId, organizationsAtOnce)
  for await (const organizationId of pages(list)) yield await verifyLog(store, organizationId)
}
