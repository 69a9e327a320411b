/** Where a part of the system is looked for. */
import { loopbackHosts } from '../../config.ts'

/** Part that is looked at. */
export interface Place {
  /** Base URL without a trailing slash. */
  url: string
  /** Whether its absence is worth a warning only: it is this machine's, and may not have been started yet. */
  mayBeAbsent: boolean
}

const everyInterface: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' }

/**
 * Base URL of a server of this machine.
 * @param host name or address it binds to
 * @param port its port number
 */
export function toLocalUrl(host: string, port: number): string {
  return `http://${everyInterface[host] ?? host}:${port}`
}

/**
 * Whether a URL leads to this machine.
 * @param url absolute URL
 */
export function isLoopback(url: string): boolean {
  return loopbackHosts.includes(new URL(url).hostname.replace(/^\[|\]$/g, ''))
}
