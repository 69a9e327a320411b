/** What there is to see, for somebody who is new here. */
import type { ReactElement } from 'react'

/** The three steps. */
export function HowItWorks(): ReactElement {
  return (
    <section className="card" aria-label="How it works">
      <h2>How it works</h2>
      <ol>
        <li>Sign up: your device makes a passkey, and you get an account of your own.</li>
        <li>Open a session with one touch. Its key is made in the auth iframe, where this page cannot read it.</li>
        <li>Make requests: each one is signed, and none asks for a touch before the session ends.</li>
      </ol>
    </section>
  )
}
