/** Stamped `whoami` over the embedded database. Goal: rate ≥ 0.80, p50 ≤ 1.25, p99 ≤ 1.5. */
import { compareWhoami } from './support/compare-whoami.ts'

await compareWhoami({ name: 'whoami', requestsPerBurst: 6000 })
