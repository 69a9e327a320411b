/** Who may speak to this frame: the page that embeds it directly, if its origin is allowed. */
import { isAllowedOrigin } from '@latchkey/contract/origins'

/** What a document knows about its embedding; every `Window` does. */
export interface EmbeddedWindow {
  readonly parent: unknown
  readonly top: unknown
  /** Gecko before 2026 has no `ancestorOrigins`. */
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> }
  readonly document: { readonly referrer: string }
}

/** The embedding page. */
export interface AllowedParent {
  /** Its exact origin; `undefined` where the browser reveals it only with the first message. */
  readonly origin: string | undefined
  /** Tells whether a window message comes from this page. */
  sent(event: Pick<MessageEvent<unknown>, 'source' | 'origin'>): boolean
}

/** The origin the browser vouches for, else that of the page that asked for this document, if told. */
function findParentOrigin({ location, document }: EmbeddedWindow): string | undefined {
  if (location.ancestorOrigins !== undefined) return location.ancestorOrigins[0]
  return document.referrer === '' ? undefined : new URL(document.referrer).origin
}

/**
 * The embedding page, or `undefined` when this document stands alone, is nested deeper than one level, or is embedded by an origin that is not allowed.
 *
 * The `frame-ancestors` header already keeps others out; this holds where a proxy in between drops it.
 * @param frame window of this document
 * @param allowed exact origins, from the server
 */
export function findAllowedParent(frame: EmbeddedWindow, allowed: readonly string[]): AllowedParent | undefined {
  if (frame.parent === frame || frame.parent !== frame.top) return undefined
  const origin = findParentOrigin(frame)
  if (origin !== undefined && !isAllowedOrigin(origin, allowed)) return undefined
  return {
    origin,
    sent: (event) =>
      event.source === frame.parent &&
      isAllowedOrigin(event.origin, allowed) &&
      event.origin === (origin ?? event.origin),
  }
}
