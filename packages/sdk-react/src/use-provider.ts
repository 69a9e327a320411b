/** What the provider above gives, or the sentence that there is none. */
'use client'

import { LatchkeyError } from '@latchkey/sdk-browser'
import { useContext } from 'react'
import { TurnkeyContext, type TurnkeyContextValue } from './turnkey-context.ts'

/**
 * Value of the provider above.
 * @param hook name of the hook that needs it
 * @throws CONFIG_INVALID when there is no `TurnkeyProvider` above the component
 */
export function useProvider(hook: string): TurnkeyContextValue {
  const context = useContext(TurnkeyContext)
  if (context) return context
  throw new LatchkeyError('CONFIG_INVALID', {
    message: `${hook}() was called in a component that is not inside <TurnkeyProvider>.`,
    remedy: 'Render <TurnkeyProvider config={…}> around it.',
  })
}
