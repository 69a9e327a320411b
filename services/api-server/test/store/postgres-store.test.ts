/** The store over PostgreSQL behaves as every store must, and several of them on one database as one. */
import { describeStore, describeStores } from './store-behaviour.ts'
import { openTemporaryPostgres, usePostgresServer } from './support/temporary-postgres.ts'

const serverOfFile = usePostgresServer()
const open = () => openTemporaryPostgres(serverOfFile())

describeStore('PostgreSQL store', open)
describeStores('PostgreSQL stores', open)
