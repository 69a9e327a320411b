/** Walking through long lists of ids page by page. */

/**
 * Every id of a list, in its order.
 * @param list answers the ids after a lower-case UUID, or from the start, in ascending order; none at the end
 */
export async function* pages(list: (afterId: string | undefined) => Promise<string[]>): AsyncGenerator<string> {
  let afterId: string | undefined
  for (;;) {
    const ids = await list(afterId)
    yield* ids
    afterId = ids.at(-1)
    if (afterId === undefined) return
  }
}
