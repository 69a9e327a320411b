/** The provider: one `Turnkey` per configuration, and the element its auth iframe lives in. */
'use client'

import { Turnkey, type TurnkeyConfig } from '@latchkey/sdk-browser'
import { type ReactElement, type ReactNode, useMemo } from 'react'
import { TurnkeyContext, type TurnkeyContextValue } from './turnkey-context.ts'
import { type TurnkeyInstance, useAuthIframe } from './use-auth-iframe.ts'

/** Properties of {@link TurnkeyProvider}. */
export interface TurnkeyProviderProps {
  /** Compared by content, so it may be written inline. */
  readonly config: TurnkeyConfig
  readonly children?: ReactNode
}

/**
 * Gives `useTurnkey()` to the components below it, and holds their auth iframe, hidden, until it is unmounted.
 * @param props configuration and children
 * @throws CONFIG_INVALID when an URL is not absolute http or https, or the organization is missing
 * @example
 * ```tsx
 * <TurnkeyProvider config={{ apiBaseUrl, defaultOrganizationId, rpId, iframeUrl }}>
 *   <App />
 * </TurnkeyProvider>
 * ```
 */
export function TurnkeyProvider({ config, children }: TurnkeyProviderProps): ReactElement {
  const { apiBaseUrl, defaultOrganizationId, rpId, iframeUrl, stepUp, renewal } = config
  const instance = useMemo(
    () => makeInstance({ apiBaseUrl, defaultOrganizationId, rpId, iframeUrl, stepUp, renewal }),
    [apiBaseUrl, defaultOrganizationId, rpId, iframeUrl, stepUp, renewal],
  )
  const passkeyClient = useMemo(() => instance.turnkey.passkeyClient(), [instance])
  const [iframe, container] = useAuthIframe(instance)
  const value = useMemo<TurnkeyContextValue>(
    () => ({
      turnkey: instance.turnkey,
      passkeyClient,
      authIframeClient: iframe.client,
      authIframeError: iframe.error,
      getActiveClient: () => instance.started.then(() => instance.turnkey.getActiveClient()),
    }),
    [instance, passkeyClient, iframe],
  )
  return (
    <TurnkeyContext.Provider value={value}>
      <div ref={container} hidden />
      {children}
    </TurnkeyContext.Provider>
  )
}

function makeInstance(config: TurnkeyConfig): TurnkeyInstance {
  let start = (): void => {}
  const started = new Promise<void>((resolve) => {
    start = resolve
  })
  return { turnkey: new Turnkey(config), started, start }
}
