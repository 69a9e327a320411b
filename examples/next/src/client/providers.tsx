/** What is around the app in the browser: the counters and the Latchkey provider. */
'use client'

import { type TurnkeyConfig, TurnkeyProvider } from '@latchkey/sdk-react'
import { type ReactElement, type ReactNode, useEffect } from 'react'
import { startCounting } from '../../../shell/counters.ts'

/** The provider; its `config` comes from the server. */
export function Providers({ config, children }: { config: TurnkeyConfig; children: ReactNode }): ReactElement {
  return (
    <>
      <Counting apiBaseUrl={config.apiBaseUrl} />
      <TurnkeyProvider config={config}>{children}</TurnkeyProvider>
    </>
  )
}

let isCounting = false

/** Comes before the provider, so that its effect does as well: no request is missed. */
function Counting({ apiBaseUrl }: { apiBaseUrl: string }): undefined {
  useEffect(() => {
    if (!isCounting) startCounting(apiBaseUrl)
    isCounting = true
  }, [apiBaseUrl])
}
