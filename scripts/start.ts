/** `npm start`: API, auth iframe, both examples and their back end, in one process, until Ctrl-C. */
import { startEverything } from './start/start-everything.ts'

try {
  const running = await startEverything(process.env, (line) => console.log(line))
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    running.close().then(
      () => process.exit(0),
      (error) => fail(error),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  fail(error)
}

function fail(error: unknown): never {
  console.error(`Latchkey cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
