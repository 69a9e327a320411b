/** What is in the built script, what is not, and that building it again gives the same bytes. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildPage, type Page } from '../../src/index.ts'

let page: Page

beforeAll(async () => {
  page = await buildPage()
})

describe('the built page', () => {
  it.each([
    'fetch',
    'XMLHttpRequest',
    'sendBeacon',
    'WebSocket',
    'import(',
    'innerHTML',
    'insertAdjacent',
    'document.write',
    'appendChild',
    'eval',
    'Function(',
    'console',
    'localStorage',
    'sessionStorage',
    'cookie',
    'EventSource',
    'RTCPeerConnection',
    'BroadcastChannel',
    'Worker',
    'importScripts',
    'outerHTML',
    'createElement',
    'location.href',
    'location.assign',
    'location.replace',
    'window.open',
    'navigator.credentials',
  ])('does not contain %s', (word) => {
    expect(page.script.includes(word)).toBe(false)
  })

  it('addresses nobody as "*"', () => {
    expect(/postMessage\([^()]*["'`]\*/.test(page.script)).toBe(false)
  })

  it('speaks the official messages', () => {
    expect(page.script).toContain('TURNKEY_INIT_MESSAGE_CHANNEL')
    expect(page.script).toContain('PUBLIC_KEY_READY')
  })

  it('is at most 20 kB, gzipped', () => {
    expect(gzipSync(page.script).length).toBeLessThanOrEqual(20_000)
  })

  it('is named and vouched for by its content', () => {
    expect(page.scriptPath).toBe(`/assets/${createHash('sha256').update(page.script).digest('hex').slice(0, 16)}.js`)
    expect(page.integrity).toBe(`sha384-${createHash('sha384').update(page.script).digest('base64')}`)
  })

  it('is the same every time', async () => {
    expect(await buildPage()).toEqual(page)
  })
})
