/** `npm start`: API, auth iframe, both examples and their back end, in one process, until it is told to stop. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { waitForStop } from './start/wait-for-stop.ts'

const stop = waitForStop()
// Loading the servers is most of a start; compiled code from the last start halves it. It must be on before they load.
enableCompileCache(join(import.meta.dirname, '../.latchkey/compiled'))

try {
  const { startEverything } = await import('./start/start-everything.ts')
  const running = await startEverything(process.env, (line) => console.log(line))
  await stop
  await running.close()
  process.exit(0)
} catch (error) {
  console.error(`Latchkey cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
