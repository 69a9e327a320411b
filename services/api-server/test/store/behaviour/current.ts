/** The store a test of the behavioural suite works on. */
import type { Store } from '../../../src/store/store.ts'

/** Store that a test has to itself. */
export interface OpenStore {
  store: Store
  /** Opens another store on the same data, as another process has it; only where several processes are allowed. */
  openAnother?: () => Promise<Store>
  /** Closes all stores and removes their data. */
  close(): Promise<void>
  /** Closes the store and opens another on the same data. */
  reopen(): Promise<Store>
}

/** Gives the store of the running test. */
export type Current = () => OpenStore
