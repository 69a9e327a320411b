/** Where each request comes from: its connection, and what trusted proxies say about it. */
import type { IncomingMessage, Server } from 'node:http'
import type { Logger } from 'pino'
import { toAddressGroup } from './address-group.ts'
import { findClientAddress, readTrustedProxies, type TrustedProxies } from './client-address.ts'
import { Connections } from './connections.ts'
import type { TrafficLimits } from './traffic-limits.ts'

/** Keeps a server's connections within their limits, and tells the senders of requests apart. */
export class RequestSources {
  readonly #proxies: TrustedProxies
  readonly #connections: Connections
  readonly #log: Pick<Logger, 'warn'>
  #hasWarned = false

  /**
   * @param limits trusted proxies and counts of connections
   * @param log told once when somebody who is not trusted speaks for others
   */
  constructor(limits: TrafficLimits, log: Pick<Logger, 'warn'>) {
    this.#proxies = readTrustedProxies(limits.trustedProxies)
    this.#connections = new Connections(limits, this.#proxies)
    this.#log = log
  }

  /**
   * Watches a server: requests that are to be noted come from here.
   * @param server not yet listening
   */
  guard(server: Server): void {
    this.#connections.guard(server)
  }

  /**
   * Notes a request; answers the group of its sender, see `toAddressGroup`.
   * @param request its head
   */
  note({ socket, headers }: IncomingMessage): string {
    const peer = this.#connections.noteRequest(socket)
    const forwardedFor = headers['x-forwarded-for']
    if (peer === undefined || forwardedFor === undefined) return peer?.group ?? ''
    if (!peer.isProxy) this.#warnOnce(peer.address)
    const text = [forwardedFor].flat().join(',')
    const client = findClientAddress(peer.address, text, this.#proxies)
    return client === peer.address ? peer.group : toAddressGroup(client)
  }

  /** Behind a proxy that is not known, all users are one sender: whoever runs the server should hear of it. */
  #warnOnce(peer: string): void {
    if (this.#hasWarned) return
    this.#hasWarned = true
    this.#log.warn(
      { peer },
      'X-Forwarded-For is not read, since it is from no trusted proxy; if it is from yours, set LATCHKEY_TRUSTED_PROXIES',
    )
  }
}
