/** The store over PostgreSQL behaves as every store must. */
import { describeStore } from './store-behaviour.ts'
import { openTemporaryPostgres, usePostgresServer } from './support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()

describeStore('PostgreSQL store', () => openTemporaryPostgres(serverOfFile()))
