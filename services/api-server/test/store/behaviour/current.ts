/** The store a test of the behavioural suite works on. */
import type { Store } from '../../../src/store/store.ts'

/** Store that a test has to itself. */
export interface OpenStore {
  store: Store
  /** Closes the store and removes its data. */
  close(): Promise<void>
  /** Closes the store and opens another on the same data. */
  reopen(): Promise<Store>
}

/** Gives the store of the running test. */
export type Current = () => OpenStore
