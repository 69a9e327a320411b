/** What depends on the time, told anew while it passes. */
import { useSyncExternalStore } from 'react'

const ticksPerSecond = 4

/**
 * Milliseconds left in whole seconds, rounded up; 0 when there is no end.
 * @param expiresAtMs end in milliseconds since 1970-01-01 UTC
 */
export function useTimeLeft(expiresAtMs: number | undefined): number {
  return useTicking(() => (expiresAtMs === undefined ? 0 : Math.ceil((expiresAtMs - Date.now()) / 1000) * 1000))
}

/**
 * What depends on the time; the component is rendered again whenever it has changed.
 * @param read gives a number or a text
 */
export function useTicking<Value extends number | string>(read: () => Value): Value {
  return useSyncExternalStore(subscribeToTicks, read, read)
}

function subscribeToTicks(listener: () => void): () => void {
  const timer = setInterval(listener, 1000 / ticksPerSecond)
  return () => clearInterval(timer)
}
