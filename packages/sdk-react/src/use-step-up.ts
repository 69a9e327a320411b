/** What a session may not do, with one touch, and how far that is. */
'use client'

import type { TurnkeyPasskeyClient } from '@latchkey/sdk-browser'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useProvider } from './use-provider.ts'

/** A request to make with the passkey. */
export type StepUpWork<Data> = (client: TurnkeyPasskeyClient) => Promise<Data>

interface Progress<Data> {
  readonly data: Data | undefined
  /** What `work` rejected with: a `PasskeyError` when nobody confirmed, an `ApiError` when the server refused. */
  readonly error: unknown
  readonly status: 'idle' | 'pending' | 'success' | 'error'
}

/** What {@link useStepUp} gives. */
export interface UseStepUp<Data> extends Progress<Data> {
  /**
   * Does `work` with a client that asks for the passkey of whoever logged in; to be called as somebody clicks, since browsers allow
   * prompts only then. Resolves with its result, or with `undefined` when it fails. Of several, the last counts.
   */
  readonly run: (work: StepUpWork<Data>) => Promise<Data | undefined>
  /** Does again what was done last. */
  readonly refetch: () => Promise<Data | undefined>
}

const idle = { data: undefined, error: undefined, status: 'idle' } as const

/**
 * Makes requests that a session may not make, at once with the passkey, and tells how far they are.
 * @throws CONFIG_INVALID when there is no `TurnkeyProvider` above the component
 * @example
 * ```tsx
 * const { run, status, error } = useStepUp()
 * const rename = () => run((client) => client.updateOrganizationName({ organizationName }))
 * return <button disabled={status === 'pending'} onClick={rename}>Rename</button>
 * ```
 */
export function useStepUp<Data = unknown>(): UseStepUp<Data> {
  const { turnkey } = useProvider('useStepUp')
  const [progress, setProgress] = useState<Progress<Data>>(idle)
  const last = useRef<StepUpWork<Data>>(undefined)
  const run = useCallback(
    async (work: StepUpWork<Data>): Promise<Data | undefined> => {
      last.current = work
      const show = (next: Progress<Data>): void => {
        if (last.current === work) setProgress(next)
      }
      show({ ...idle, status: 'pending' })
      try {
        const data = await work(turnkey.stepUpClient())
        show({ ...idle, data, status: 'success' })
        return data
      } catch (error) {
        show({ ...idle, error, status: 'error' })
        return undefined
      }
    },
    [turnkey],
  )
  const refetch = useCallback(async () => (last.current ? run(last.current) : undefined), [run])
  return useMemo(() => ({ ...progress, run, refetch }), [progress, run, refetch])
}
