/** Ports of the parts that only development runs beside the API. */
import { createServer } from 'node:net'

/** Ports by part; 0 takes any free one. */
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
 * Reads the ports from the environment; defaults 4481, 4482, 4483. An empty variable counts as absent.
 * @param environment variables by name
 * @throws Error naming the variable that is not a port number
 */
export function readDevPorts(environment: NodeJS.ProcessEnv): DevPorts {
  const read = (variable: string, fallback: number): number => {
    const text = environment[variable] || String(fallback)
    const port = Number(text)
    if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
    throw new Error(`${variable} is "${text}"; set it to a port from 0 to 65535.`)
  }
  return {
    iframe: read(variables.iframe, 4481),
    react: read(variables.react, 4482),
    vanilla: read(variables.vanilla, 4483),
  }
}

/**
 * Makes sure that the ports differ and that nothing listens on them yet.
 * @param host host name the servers will bind to
 * @param ports port numbers by part
 * @throws Error naming the port in use and the variable that moves it
 */
export async function checkPortsAreFree(host: string, ports: DevPorts & { api: number }): Promise<void> {
  const variableOf = new Map<number, string>()
  for (const part of Object.keys(variables) as (keyof typeof variables)[]) {
    const [port, variable] = [ports[part], variables[part]]
    if (port === 0) continue
    const other = variableOf.get(port)
    if (other !== undefined) throw new Error(`${other} and ${variable} are both ${port}; give each its own port.`)
    variableOf.set(port, variable)
    await checkIsFree(host, port, variable)
  }
}

function checkIsFree(host: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explain(error, port, variable))))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function explain(error: NodeJS.ErrnoException, port: number, variable: string): string {
  if (error.code === 'EADDRINUSE')
    return `port ${port} is in use; stop what runs there, or set ${variable} to another port.`
  return `${variable} ${port} cannot be used (${error.message}); set it to another port.`
}
