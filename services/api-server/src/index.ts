/** What the launcher and the tests use of the API server. */

export { bootstrapOrganization, type LocalOperator } from './bootstrap.ts'
export { type Config, type Environment, readConfig } from './config.ts'
export { type ApiServer, type StartOptions, startApiServer } from './start-api-server.ts'
export { StartFailure } from './start-failure.ts'
