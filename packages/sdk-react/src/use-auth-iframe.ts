/** The auth iframe of a provider: there from the first effect to the unmount, and never twice. */
'use client'

import { LatchkeyError, type Turnkey, type TurnkeyIframeClient } from '@latchkey/sdk-browser'
import { type RefObject, useEffect, useRef, useState } from 'react'

/** The auth iframe as a component sees it. */
export interface AuthIframe {
  readonly client?: TurnkeyIframeClient
  readonly error?: LatchkeyError
}

/** A {@link Turnkey} and the moment its iframe starts to open, for which effects of children would be too early. */
export interface TurnkeyInstance {
  readonly turnkey: Turnkey
  readonly started: Promise<void>
  start(): void
}

/**
 * The auth iframe, and the reference for the element that is to hold it.
 * @param instance its configuration says whether there is an iframe; another instance gets another iframe
 */
export function useAuthIframe(instance: TurnkeyInstance): [AuthIframe, RefObject<HTMLDivElement | null>] {
  const container = useRef<HTMLDivElement>(null)
  const [iframe, setIframe] = useState<AuthIframe>({})
  useEffect(() => {
    const removal = new AbortController()
    openAuthIframe(instance.turnkey, container.current, removal.signal, setIframe)
    instance.start()
    return () => {
      removal.abort()
      setIframe({})
    }
  }, [instance])
  return [iframe, container]
}

/** Opens the iframe if one is configured, and says what became of it unless it was removed meanwhile; tries again when the network is back. */
function openAuthIframe(
  turnkey: Turnkey,
  iframeContainer: HTMLDivElement | null,
  signal: AbortSignal,
  setIframe: (iframe: AuthIframe) => void,
): void {
  if (turnkey.config.iframeUrl === undefined) return
  const open = async (): Promise<void> => {
    try {
      const client = await turnkey.iframeClient({ iframeContainer, signal })
      if (!signal.aborted) setIframe({ client })
    } catch (error) {
      if (signal.aborted || !(error instanceof LatchkeyError)) return
      setIframe({ error })
      window.addEventListener('online', open, { once: true, signal })
    }
  }
  void open()
}
