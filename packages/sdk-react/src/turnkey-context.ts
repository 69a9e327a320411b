/** What the provider hands to the hook. */
'use client'

import type { LatchkeyError, Turnkey, TurnkeyIframeClient, TurnkeyPasskeyClient } from '@latchkey/sdk-browser'
import { type Context, createContext } from 'react'

/** Value of the context. */
export interface TurnkeyContextValue {
  /** The SDK of this provider. */
  readonly turnkey: Turnkey
  /** Signs with the passkey: one touch per request. */
  readonly passkeyClient: TurnkeyPasskeyClient
  /** Signs with the session key, touch-free; `undefined` until the auth iframe is ready, or when it failed. */
  readonly authIframeClient: TurnkeyIframeClient | undefined
  /** Why there is no auth iframe. */
  readonly authIframeError: LatchkeyError | undefined
  /** The client to use now; see `Turnkey.getActiveClient`. Waits for the auth iframe while it is opening. */
  readonly getActiveClient: () => Promise<TurnkeyIframeClient | TurnkeyPasskeyClient>
}

/** Empty outside a `TurnkeyProvider`. */
export const TurnkeyContext: Context<TurnkeyContextValue | undefined> = createContext<TurnkeyContextValue | undefined>(
  undefined,
)
