/** The script that holds the keys has no way to send or show anything: what it would need for that is not in it. */
import { gzipSync } from 'node:zlib'
import { buildPage } from '@latchkey/auth-iframe'
import { expect, it } from 'vitest'

const { script } = await buildPage()

it.each([
  'fetch',
  'XMLHttpRequest',
  'sendBeacon',
  'WebSocket',
  'EventSource',
  'RTCPeerConnection',
  'importScripts',
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'document.write',
  'createElement',
  'eval',
  'new Function',
  'console',
  'localStorage',
  'sessionStorage',
  'document.cookie',
  'location.href',
  'location.assign',
  'location.replace',
  'window.open',
  'BroadcastChannel',
  'Worker',
  'navigator.credentials',
])('has no %s', (word) => {
  expect(script).not.toContain(word)
})

it('never says a word to just anybody', () => {
  expect(script).not.toMatch(/postMessage\([^)]*["'`]\*["'`]/)
  expect(script).toContain('postMessage')
})

it('is small enough to be read: at most 20 kB packed', () => {
  expect(gzipSync(script).length).toBeLessThanOrEqual(20_000)
})
