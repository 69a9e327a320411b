/** `latchkey serve`: the API server, until a signal ends it. */
import { runServer } from '../run-server.ts'
import { command } from './command.ts'

/** Runs the API server. */
export const serve = command({
  name: 'serve',
  summary: 'Runs the API server until it gets SIGTERM or SIGINT.',
  options: {},
  async run(_values, { environment, fail }) {
    await runServer(environment, fail)
    return 0
  },
})
