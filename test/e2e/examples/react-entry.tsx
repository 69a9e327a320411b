/** Entry of a page that shows the React SDK and nothing else, and lets a test change what is around it. */
import {
  type TurnkeyConfig,
  TurnkeyProvider,
  type UseSession,
  type UseSessions,
  type UseStepUp,
  useSession,
  useSessions,
  useStepUp,
  useTurnkey,
} from '@latchkey/sdk-react'
import { type ReactElement, StrictMode, version } from 'react'
import { createRoot, type Root } from 'react-dom/client'

declare global {
  interface Window {
    /** Controls of the page. */
    react: typeof controls
  }
}

type Hooks = ReturnType<typeof useTurnkey> & {
  readonly useSession: UseSession
  readonly useStepUp: UseStepUp<unknown>
  readonly useSessions: UseSessions
}

let root: Root | undefined
let latest: Hooks | undefined

const controls = {
  version,
  /** Every status that was rendered, without repetitions. */
  statuses: [] as string[],
  render(config: TurnkeyConfig, isStrict: boolean): void {
    root ??= createRoot(document.body.appendChild(document.createElement('div')))
    const app = (
      <TurnkeyProvider config={{ ...config }}>
        <Probe />
      </TurnkeyProvider>
    )
    root.render(isStrict ? <StrictMode>{app}</StrictMode> : app)
  },
  unmount(): void {
    root?.unmount()
    root = undefined
    latest = undefined
  },
  /** What the hooks gave last. */
  hooks(): Hooks {
    if (!latest) throw new Error('Nothing is rendered.')
    return latest
  },
}

function Probe(): ReactElement {
  const session = useSession()
  const stepUp = useStepUp()
  latest = { ...useTurnkey(), useSession: session, useStepUp: stepUp, useSessions: useSessions() }
  if (controls.statuses.at(-1) !== session.status) controls.statuses.push(session.status)
  return (
    <p>
      {session.status} {session.error?.code ?? ''} {stepUp.status}
    </p>
  )
}

window.react = controls
