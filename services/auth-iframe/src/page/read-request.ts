/** From anything a page may post to a request with a type and an id. */

const maxRequestIdLength = 128

/** A message whose type and id are sound; what else it carries is checked by its handler. */
export interface ReceivedRequest {
  readonly type: string
  readonly requestId?: string
  readonly value: unknown
  readonly expiresAtMs: unknown
}

/**
 * The request in a message, or `undefined` when it cannot be one: no object, no type, or an id that could not be repeated.
 * @param message structured clone of whatever was posted
 */
export function readRequest(message: unknown): ReceivedRequest | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { type, requestId, value, expiresAtMs }: { [Name in keyof ReceivedRequest]?: unknown } = message
  if (typeof type !== 'string') return undefined
  if (requestId === undefined) return { type, value, expiresAtMs }
  if (typeof requestId !== 'string' || requestId.length > maxRequestIdLength) return undefined
  return { type, requestId, value, expiresAtMs }
}
