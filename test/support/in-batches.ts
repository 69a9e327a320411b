/** Many requests, a few at a time. */

const batchSize = 32

/**
 * Does something with every item, 32 at a time.
 * @param items in order
 * @param work what to do
 */
export async function inBatches<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    await Promise.all(items.slice(start, start + batchSize).map(work))
  }
}
