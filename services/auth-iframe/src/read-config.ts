/** Settings of the auth iframe, from environment variables. */
import { anyLocalhost, readOrigins } from '@latchkey/contract/origins'

/** Where to listen and who may embed the frame. */
export interface AuthIframeConfig {
  /** Name or address; in development one of this machine only. */
  readonly host: string
  /** TCP port, 0 to 65535; 0 takes any free one. */
  readonly port: number
  /** Exact origins; in development also every port of localhost. */
  readonly origins: readonly string[]
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^[0-9]+$/.test(text) && port <= 65_535) return port
  throw new TypeError(`LATCHKEY_IFRAME_PORT must be a port number from 0 to 65535, not "${text}"`)
}

function readMode(text: string): 'development' | 'production' {
  if (text === 'development' || text === 'production') return text
  throw new TypeError(`LATCHKEY_MODE must be development or production, not "${text}"`)
}

/**
 * The settings in an environment. Defaults: development, 127.0.0.1, port 4481, no origins but localhost's.
 * @param environment variables `LATCHKEY_MODE`, `LATCHKEY_HOST`, `LATCHKEY_IFRAME_PORT`, `LATCHKEY_ORIGINS`; an empty one counts as missing
 * @throws TypeError when one is malformed, or development is to listen on more than this machine
 */
export function readConfig(environment: NodeJS.ProcessEnv): AuthIframeConfig {
  const mode = readMode(environment.LATCHKEY_MODE || 'development')
  const host = environment.LATCHKEY_HOST || '127.0.0.1'
  const port = readPort(environment.LATCHKEY_IFRAME_PORT || '4481')
  const origins = readOrigins(environment.LATCHKEY_ORIGINS ?? '')
  if (mode === 'production') return { host, port, origins }
  if (!['localhost', '127.0.0.1', '::1'].includes(host)) {
    throw new TypeError(
      `LATCHKEY_HOST "${host}" needs LATCHKEY_MODE=production: development listens on this machine only`,
    )
  }
  return { host, port, origins: [...origins, anyLocalhost] }
}
