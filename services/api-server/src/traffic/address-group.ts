/** Whose address it is: what counts as one sender. */
import { isIP, isIPv4 } from 'node:net'

/** An IPv4 address in the form in which dual-stack sockets show it. */
const mappedIpv4 = /^(?:0{1,4}:){5}ffff:((?:\d{1,3}\.){3}\d{1,3})$|^::ffff:((?:\d{1,3}\.){3}\d{1,3})$/i

/** First four of the eight groups of an IPv6 address, in hexadecimal without leading zeros. */
function toPrefix(address: string): string {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  // A dotted end stands for two groups; it is never among the first four.
  const length = before.length + after.length + (address.includes('.') ? 1 : 0)
  const gap = Array.from({ length: tail === undefined ? 0 : 8 - length }, () => '0')
  const groups = [...before, ...gap, ...after].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/**
 * An address as it is compared: IPv4 addresses inside IPv6 as IPv4, without the name of an interface. Undefined for what is none.
 * @param text IPv4 or IPv6 address
 */
export function readAddress(text: string): string | undefined {
  const bare = text.split('%', 1)[0] ?? ''
  if (isIP(bare) === 0) return undefined
  const mapped = mappedIpv4.exec(bare)
  return mapped?.[1] ?? mapped?.[2] ?? bare
}

/**
 * The sender an address stands for: an IPv4 address by itself, of IPv6 the first 64 bits, since a customer has all that follow them.
 * @param address text of an IPv4 or IPv6 address, as `readAddress` gives it
 */
export function toAddressGroup(address: string): string {
  return isIPv4(address) ? address : `${toPrefix(address)}::/64`
}
