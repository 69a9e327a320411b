/** Keeps the keyboard's place where what had the focus goes away. */

/**
 * Gives a section's heading the focus, for when the focused button has gone with its line; the page does not scroll.
 * @param section with a heading whose `tabindex` is -1
 */
export function focusHeading(section: Element | null): void {
  const focused = document.activeElement
  if (focused !== null && focused !== document.body && !section?.contains(focused)) return
  section?.querySelector('h2')?.focus({ preventScroll: true })
}
