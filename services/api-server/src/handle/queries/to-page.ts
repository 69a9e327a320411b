/** Pages of lists. */
import type { QueryRequest } from '@latchkey/contract'
import type { Page } from '../../store/store.ts'
import { defaultPageLimit } from '../limits.ts'

/**
 * Page in the store's words.
 * @param options `limit` 1 to 100, default 10; `before`/`after` ids from an earlier page
 */
export function toPage(options: QueryRequest['list_suborgs']['paginationOptions'] = {}): Page {
  return {
    limit: Number(options.limit ?? defaultPageLimit),
    beforeId: options.before,
    afterId: options.after,
  }
}
