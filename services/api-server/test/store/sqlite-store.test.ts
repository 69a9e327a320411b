/** The embedded store behaves as every store must. */
import { describeStore } from './store-behaviour.ts'
import { openTemporaryStore } from './support/temporary-store.ts'

describeStore('embedded SQLite store', openTemporaryStore)
