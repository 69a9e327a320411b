/** What is open in a user's name, on this device and on others, and how to end it. */
'use client'

import { type ApiClient, LatchkeyError, type Session, type SessionStatus, type Turnkey } from '@latchkey/sdk-browser'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { TurnkeyContextValue } from './turnkey-context.ts'
import { useTurnkey } from './use-turnkey.ts'

interface Fetched {
  /** Living sessions, newest first; those of the last answer while another one is under way. */
  readonly data: readonly Session[] | undefined
  readonly error: LatchkeyError | undefined
  /** `idle`: nobody is logged in, or nothing can be read without a touch. */
  readonly status: 'idle' | 'pending' | 'success' | 'error'
}

/** What {@link useSessions} gives. */
export interface UseSessions extends Fetched {
  /** Asks again. Never opens a prompt and never rejects. */
  readonly refetch: () => Promise<void>
  /**
   * Ends sessions by id and asks again.
   * @throws ApiError when the server refuses
   */
  readonly end: (sessionIds: string[]) => Promise<void>
  /**
   * Ends all sessions but this page's and asks again.
   * @throws ApiError when the server refuses
   */
  readonly endOthers: () => Promise<void>
}

const idle: Fetched = { data: undefined, error: undefined, status: 'idle' }

/**
 * Living sessions of whoever is logged in; asked for when the component appears and whenever the session begins or ends, and only
 * where that needs no touch.
 * @throws CONFIG_INVALID when there is no `TurnkeyProvider` above the component
 * @example
 * ```tsx
 * const { data, end } = useSessions()
 * return data?.map(({ sessionId, name, isCurrent }) => (
 *   <button key={sessionId} disabled={isCurrent} onClick={() => end([sessionId])}>End {name}</button>
 * ))
 * ```
 */
export function useSessions(): UseSessions {
  const { turnkey, session, authIframeClient, getActiveClient } = useTurnkey()
  const [fetched, setFetched] = useState(idle)
  const userId = session.user?.userId
  const client = isUsable(session.status) ? authIframeClient : undefined
  const isRestoring = session.status === 'restoring'
  const read = useCallback(() => readSessions(turnkey, client, userId), [turnkey, client, userId])
  const refetch = useCallback(async () => setFetched(await read()), [read])
  useEffect(() => {
    let isStale = false
    setFetched(({ data }) => ({ ...idle, data: userId ? data : undefined, status: userId ? 'pending' : 'idle' }))
    // By which session to read is decided in a moment.
    if (!isRestoring) void read().then((result) => isStale || setFetched(result))
    return () => {
      isStale = true
    }
  }, [read, userId, isRestoring])
  return useMemo(
    () => ({ ...fetched, refetch, ...toEndings(getActiveClient, refetch) }),
    [fetched, refetch, getActiveClient],
  )
}

function toEndings(
  getActiveClient: TurnkeyContextValue['getActiveClient'],
  refetch: () => Promise<void>,
): Pick<UseSessions, 'end' | 'endOthers'> {
  const endThen = async (input: Parameters<ApiClient['endSessions']>[0]): Promise<void> => {
    const client = await getActiveClient()
    await client.endSessions(input)
    await refetch()
  }
  return { end: (sessionIds) => endThen({ sessionIds }), endOthers: () => endThen({ scope: 'SESSIONS_OTHERS' }) }
}

/** Whether the session's key signs now and the server was there when last asked. */
function isUsable(status: SessionStatus): boolean {
  return status === 'active' || status === 'expiring'
}

/** By the session unless it has just ended, else by the read-only session of the log-in: a list is not worth a prompt. */
async function readSessions(
  turnkey: Turnkey,
  client: ApiClient | undefined,
  userId: string | undefined,
): Promise<Fetched> {
  const sessionClient = isUsable(turnkey.session.getSnapshot().status) ? client : undefined
  const reader = userId === undefined ? undefined : (sessionClient ?? (await turnkey.currentUserSession()))
  if (!reader) return idle
  try {
    return { ...idle, data: (await reader.getSessions()).sessions, status: 'success' }
  } catch (error) {
    if (error instanceof LatchkeyError) return { ...idle, error, status: 'error' }
    throw error
  }
}
