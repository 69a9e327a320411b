/** Notices that the development system is to stop. */
import { Socket } from 'node:net'

/**
 * Resolves at Ctrl-C, at SIGTERM, when the terminal is closed, or when the process that handed over to this one has gone: it
 * holds the other end of stdin.
 */
export function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => resolve()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    // Anything but a pipe, such as /dev/null, ends at once and means nothing.
    if (process.stdin instanceof Socket) process.stdin.on('close', stop).resume()
  })
}
