/** Time until a moment, told anew every second. */
import { useSyncExternalStore } from 'react'

const ticksPerSecond = 4

/**
 * Milliseconds left in whole seconds, rounded up; 0 when there is no end.
 * @param expiresAtMs end in milliseconds since 1970-01-01 UTC
 */
export function useTimeLeft(expiresAtMs: number | undefined): number {
  return useSyncExternalStore(
    subscribeToTicks,
    () => (expiresAtMs === undefined ? 0 : Math.ceil((expiresAtMs - Date.now()) / 1000) * 1000),
    // On a server no end is known.
    () => 0,
  )
}

function subscribeToTicks(listener: () => void): () => void {
  const timer = setInterval(listener, 1000 / ticksPerSecond)
  return () => clearInterval(timer)
}
