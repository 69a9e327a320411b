/** Ports of the parts that only development runs beside the API. */
import { createServer } from 'node:net'

/** Ports by part. */
export interface DevPorts {
  iframe: number
  react: number
  vanilla: number
}

const variables = {
  api: 'LATCHKEY_API_PORT',
  iframe: 'LATCHKEY_IFRAME_PORT',
  react: 'LATCHKEY_REACT_PORT',
  vanilla: 'LATCHKEY_VANILLA_PORT',
} as const

/**
 * Reads the ports from the environment; defaults 4481, 4482, 4483.
 * @param environment variables by name
 * @throws Error naming the variable that is not a port number
 */
export function readDevPorts(environment: NodeJS.ProcessEnv): DevPorts {
  const read = (variable: string, fallback: number): number => {
    const text = environment[variable] ?? String(fallback)
    const port = Number(text)
    if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
      throw new Error(`${variable} is "${text}"; set it to a port from 1 to 65535.`)
    return port
  }
  return {
    iframe: read(variables.iframe, 4481),
    react: read(variables.react, 4482),
    vanilla: read(variables.vanilla, 4483),
  }
}

/**
 * Makes sure that nothing listens on the ports yet.
 * @param host host name the servers will bind to
 * @param ports port numbers by part
 * @throws Error naming the port in use and the variable that moves it
 */
export async function checkPortsAreFree(host: string, ports: DevPorts & { api: number }): Promise<void> {
  for (const part of Object.keys(variables) as (keyof typeof variables)[]) {
    if (!(await isFree(host, ports[part]))) {
      throw new Error(`port ${ports[part]} is in use; stop what runs there, or set ${variables[part]} to another port.`)
    }
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
