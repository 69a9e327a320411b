/** The API server alone, with settings from the environment. */
import { runServer } from './run-server.ts'
import { describeFailure } from './start-failure.ts'

function fail(error: unknown): void {
  process.stderr.write(`${describeFailure(error)}\n`)
  process.exitCode = 1
}

runServer(process.env, fail).catch(fail)
