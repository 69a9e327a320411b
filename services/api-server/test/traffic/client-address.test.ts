/** Which address a request comes from, and which addresses are one sender. */
import { describe, expect, it } from 'vitest'
import { readAddress, toAddressGroup } from '../../src/traffic/address-group.ts'
import { findClientAddress, readTrustedProxies } from '../../src/traffic/client-address.ts'

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is %s', (text, address) => {
    expect(readAddress(text)).toBe(address)
  })

  it.each(['', 'localhost', '192.0.2', '192.0.2.256', '192.0.2.1:80', '[::1]', '2001:db8', 'unknown', '_hidden'])(
    '%j is none',
    (text) => {
      expect(readAddress(text)).toBeUndefined()
    },
  )
})

describe('a sender', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::2:3:4:5', '2001:db8:0:0::/64'],
    ['2001:db8:1::3:4:5:6', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
  ])('of %s is %s', (address, group) => {
    expect(toAddressGroup(address)).toBe(group)
  })
})

describe('behind proxies', () => {
  const proxies = readTrustedProxies(['10.0.0.0/8', '127.0.0.1', '2001:db8:ff::/48'])
  it.each<[what: string, peer: string, forwardedFor: string | undefined, client: string]>([
    ['no header', '10.0.0.1', undefined, '10.0.0.1'],
    ['one hop', '10.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['two trusted hops', '10.0.0.1', '192.0.2.1, 10.9.9.9', '192.0.2.1'],
    ['hops of both families', '2001:db8:ff::1', '2001:db8::7,10.9.9.9', '2001:db8::7'],
    ['a hop with its port', '10.0.0.1', '192.0.2.1:4711', '192.0.2.1'],
    ['a hop in brackets', '10.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['a mapped hop', '10.0.0.1', '::ffff:192.0.2.1', '192.0.2.1'],
    ['nothing but proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ])('%s', (_what, peer, forwardedFor, client) => {
    expect(findClientAddress(peer, forwardedFor, proxies)).toBe(client)
  })
})
