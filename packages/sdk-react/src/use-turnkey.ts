/** The hook: everything an application needs, below a provider. */
'use client'

import type { SessionSnapshot } from '@latchkey/sdk-browser'
import { useMemo, useSyncExternalStore } from 'react'
import type { TurnkeyContextValue } from './turnkey-context.ts'
import { useProvider } from './use-provider.ts'

/** What {@link useTurnkey} gives. */
export interface UseTurnkey extends TurnkeyContextValue {
  /** State of the session; the component is rendered again when it changes, also by another tab or because its time is over. */
  readonly session: SessionSnapshot
}

/**
 * SDK, clients and session of the provider above; the same object as long as nothing changes.
 * @throws CONFIG_INVALID when there is no `TurnkeyProvider` above the component
 * @example
 * ```tsx
 * const { passkeyClient, authIframeClient, getActiveClient, session } = useTurnkey()
 * ```
 */
export function useTurnkey(): UseTurnkey {
  const context = useProvider('useTurnkey')
  const { subscribe, getSnapshot, getServerSnapshot } = context.turnkey.session
  const session = useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot)
  return useMemo(() => ({ ...context, session }), [context, session])
}
