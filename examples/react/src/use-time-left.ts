/** Time until a moment, told anew every quarter of a second. */
import { useEffect, useState } from 'react'

/**
 * Milliseconds left, 0 when there is no end.
 * @param expiresAtMs end in milliseconds since 1970-01-01 UTC
 */
export function useTimeLeft(expiresAtMs: number | undefined): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (expiresAtMs === undefined) return
    const timer = setInterval(() => setNowMs(Date.now()), 250)
    return () => clearInterval(timer)
  }, [expiresAtMs])
  return expiresAtMs === undefined ? 0 : expiresAtMs - nowMs
}
