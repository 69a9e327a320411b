/** Runs what a button starts: one at a time, with its progress, its outcome in words, and how many touches it took. */
import { useCallback, useState } from 'react'
import { getCounts } from '../../shell/counters.ts'
import { toProblem, toTouches } from '../../shell/words.ts'

/** What a panel shows about its last action. */
export interface Action {
  busy: boolean
  outcome: { kind: 'good' | 'bad'; text: string } | undefined
  /** Starts `work`; the sentence it returns is shown with the number of touches. */
  run(work: () => Promise<string>): Promise<void>
}

/** One slot for an action. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Action['outcome']>()
  const run = useCallback(async (work: () => Promise<string>): Promise<void> => {
    setBusy(true)
    const touchesBefore = getCounts().touches
    try {
      const sentence = await work()
      setOutcome({ kind: 'good', text: `${sentence} (${toTouches(getCounts().touches - touchesBefore)})` })
    } catch (error) {
      setOutcome({ kind: 'bad', text: toProblem(error) })
    } finally {
      setBusy(false)
    }
  }, [])
  return { busy, outcome, run }
}
