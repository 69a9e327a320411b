/** The session alone, for components that only show it. */
'use client'

import type { LatchkeyError, SessionSnapshot, SessionStatus } from '@latchkey/sdk-browser'
import { useMemo } from 'react'
import { useTurnkey } from './use-turnkey.ts'

/** What {@link useSession} gives. */
export interface UseSession {
  /** Who is logged in, when the session ends, and what else is known. */
  readonly data: SessionSnapshot
  /** Why there is no auth iframe; the status is `blocked` then. */
  readonly error: LatchkeyError | undefined
  readonly status: SessionStatus
  /** Brings a stored session back into the auth iframe, if it is not there. Never rejects. */
  readonly refetch: () => Promise<void>
}

/**
 * State of the session; the component is rendered again when it changes, also by another tab or because its time is over.
 * @throws CONFIG_INVALID when there is no `TurnkeyProvider` above the component
 * @example
 * ```tsx
 * const { status, data, error } = useSession()
 * if (status === 'blocked') return <p>{error?.message} {error?.remedy}</p>
 * ```
 */
export function useSession(): UseSession {
  const { session: data, getActiveClient } = useTurnkey()
  return useMemo(() => {
    const refetch = async (): Promise<void> => void (await getActiveClient())
    return { data, error: data.problem, status: data.status, refetch }
  }, [data, getActiveClient])
}
