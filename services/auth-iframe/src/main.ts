/** Starts the auth iframe's server alone, with settings from the environment. */
import { readConfig } from './read-config.ts'
import { buildPage } from './server/build-page.ts'
import { startAuthIframe } from './server/start-auth-iframe.ts'

try {
  const config = readConfig(process.env)
  const frame = await startAuthIframe({ ...config, page: await buildPage() })
  process.stdout.write(`Auth iframe: ${frame.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void frame.close())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
