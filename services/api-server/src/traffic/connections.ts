/** How many connections may be open: beyond that, the one that has gone longest without a request gives way to the new one. */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { readAddress, toAddressGroup } from './address-group.ts'
import type { TrustedProxies } from './client-address.ts'

/** Bounds of {@link Connections}; 0 stands for none. */
export interface ConnectionLimits {
  maxConnections: number
  /** Those of trusted proxies are not counted. */
  maxConnectionsPerAddress: number
}

/** The other end of a connection. */
export interface Peer {
  /** IPv4 or IPv6 address; empty when the connection had ended before it could be asked for. */
  readonly address: string
  /** See `toAddressGroup`. */
  readonly group: string
  /** Whether it is a trusted proxy. */
  readonly isProxy: boolean
}

/**
 * The open connections of a server. Refusing new ones at a limit would let whoever holds many keep everybody else out. Here they push out
 * their own first, and connections that are used stay.
 */
export class Connections {
  readonly #limits: ConnectionLimits
  readonly #proxies: TrustedProxies
  /** In the order of their last request, or of their beginning where there was none. */
  readonly #peers = new Map<Socket, Peer>()
  /** In the same order. */
  readonly #byGroup = new Map<string, Set<Socket>>()

  /**
   * @param limits how many
   * @param proxies whose connections carry the requests of many
   */
  constructor(limits: ConnectionLimits, proxies: TrustedProxies) {
    this.#limits = limits
    this.#proxies = proxies
  }

  /** Connections that are open. */
  get size(): number {
    return this.#peers.size
  }

  /**
   * Keeps the connections of a server within the limits from now on.
   * @param server not yet listening
   */
  guard(server: Server): void {
    server.on('connection', (socket: Socket) => this.#open(socket))
  }

  /**
   * Notes that a request has come over a connection.
   * @param socket the connection
   * @returns its other end; undefined once it has been closed
   */
  noteRequest(socket: Socket): Peer | undefined {
    const peer = this.#peers.get(socket)
    if (peer === undefined) return undefined
    this.#peers.delete(socket)
    this.#peers.set(socket, peer)
    const siblings = this.#byGroup.get(peer.group)
    siblings?.delete(socket)
    siblings?.add(socket)
    return peer
  }

  #open(socket: Socket): void {
    const address = readAddress(socket.remoteAddress ?? '') ?? ''
    const peer = { address, group: address && toAddressGroup(address), isProxy: this.#proxies.has(address) }
    const siblings = this.#byGroup.get(peer.group) ?? new Set()
    this.#byGroup.set(peer.group, siblings.add(socket))
    this.#peers.set(socket, peer)
    socket.once('close', () => this.#forget(socket))
    if (!peer.isProxy) this.#cutOldestBeyond(this.#limits.maxConnectionsPerAddress, siblings)
    this.#cutOldestBeyond(this.#limits.maxConnections, this.#peers)
  }

  #cutOldestBeyond(limit: number, sockets: Set<Socket> | Map<Socket, Peer>): void {
    const [oldest] = limit > 0 && sockets.size > limit ? sockets.keys() : []
    if (oldest === undefined) return
    // Its closing is told later; until then it must not be taken for the oldest again.
    this.#forget(oldest)
    oldest.destroy()
  }

  #forget(socket: Socket): void {
    const peer = this.#peers.get(socket)
    if (peer === undefined) return
    this.#peers.delete(socket)
    const siblings = this.#byGroup.get(peer.group)
    siblings?.delete(socket)
    if (siblings?.size === 0) this.#byGroup.delete(peer.group)
  }
}
