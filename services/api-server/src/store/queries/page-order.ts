/** How a page of ids is read: from its cursor onwards, then put into the order of the list. */
import type { Page } from '../store.ts'

/** Direction in which a list shows its ids: `asc` is oldest first. */
export type ListOrder = 'asc' | 'desc'

/**
 * Gives the direction in which a page is read. It is that of the list, unless the page's only cursor is at its far end: then it is read
 * from there backwards, so that the page lies next to its cursor.
 * @param listOrder order of the list
 * @param page page asked for
 */
export function readOrder(listOrder: ListOrder, page: Page): ListOrder {
  if ((page.beforeId === undefined) === (page.afterId === undefined)) return listOrder
  return page.afterId === undefined ? 'desc' : 'asc'
}

/**
 * Puts the rows of a page into the order of the list.
 * @param rows rows as read
 * @param listOrder order of the list
 * @param page page asked for
 */
export function inListOrder<Row>(rows: Row[], listOrder: ListOrder, page: Page): Row[] {
  return readOrder(listOrder, page) === listOrder ? rows : rows.toReversed()
}
