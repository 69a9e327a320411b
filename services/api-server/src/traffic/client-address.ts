/** From which address a request comes, when proxies that are known stand in between. */
import { BlockList, isIPv4 } from 'node:net'
import { readAddress } from './address-group.ts'

/** Proxies whose word about addresses counts. */
export interface TrustedProxies {
  /** Whether an address, as `readAddress` gives it, is one of them. */
  has(address: string): boolean
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withPort = /^(?:\[([^\]]+)\]|((?:\d{1,3}\.){3}\d{1,3}))(?::\d{1,5})?$/

function addRange(list: BlockList, text: string): void {
  const [start = '', prefix, ...rest] = text.split('/')
  const address = readAddress(start)
  const longest = address === undefined || isIPv4(address) ? 32 : 128
  const length = prefix === undefined ? longest : /^(0|[1-9][0-9]{0,2})$/.test(prefix) ? Number(prefix) : Number.NaN
  if (address === undefined || address !== start || rest.length > 0 || !(length <= longest)) {
    throw new TypeError(`${JSON.stringify(text)} is no address and no range such as 10.0.0.0/8`)
  }
  list.addSubnet(address, length, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/**
 * The proxies of a list.
 * @param ranges addresses and ranges in CIDR notation, such as `10.0.0.0/8` and `2001:db8::/32`
 * @throws TypeError when one is neither
 */
export function readTrustedProxies(ranges: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const range of ranges) addRange(list, range)
  if (ranges.length === 0) return { has: () => false }
  return { has: (address) => address !== '' && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6') }
}

function readHop(text: string): string | undefined {
  const trimmed = text.trim()
  const match = withPort.exec(trimmed)
  return readAddress(match?.[1] ?? match?.[2] ?? trimmed)
}

/**
 * The address a request comes from: that of the connection, unless it is a trusted proxy's; then the last one in `X-Forwarded-For` that
 * is none. Whatever stands further to the left was written by the sender and is not read; nor is what stands behind an unreadable entry.
 * @param peer text of the IPv4 or IPv6 address of the connection, as `readAddress` gives it
 * @param forwardedFor text of the values of `X-Forwarded-For`, joined by commas in the order received
 * @param proxies whose entries count
 */
export function findClientAddress(peer: string, forwardedFor: string | undefined, proxies: TrustedProxies): string {
  if (forwardedFor === undefined || !proxies.has(peer)) return peer
  let client = peer
  for (const hop of forwardedFor.split(',').reverse()) {
    const address = readHop(hop)
    if (address === undefined) return client
    client = address
    if (!proxies.has(address)) return client
  }
  return client
}
