/** The hook: everything an application needs, below a provider. */
'use client'

import { LatchkeyError, type SessionSnapshot } from '@latchkey/sdk-browser'
import { useContext, useMemo, useSyncExternalStore } from 'react'
import { TurnkeyContext, type TurnkeyContextValue } from './turnkey-context.ts'

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
  const context = useContext(TurnkeyContext)
  if (!context) throw withoutProvider()
  const { subscribe, getSnapshot, getServerSnapshot } = context.turnkey.session
  const session = useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot)
  return useMemo(() => ({ ...context, session }), [context, session])
}

const withoutProvider = (): LatchkeyError =>
  new LatchkeyError('CONFIG_INVALID', {
    message: 'useTurnkey() was called in a component that is not inside <TurnkeyProvider>.',
    remedy: 'Render <TurnkeyProvider config={…}> around it.',
  })
