/** Opening the auth iframe: its element, and the named causes of failure. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openIframe } from '../../src/iframe/open-iframe.ts'
import { codeOf } from '../support/code-of.ts'
import { iframeOrigin, Page } from '../support/page.ts'

let page: Page

beforeEach(() => {
  page = new Page().install()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  page.close()
})

const open = (iframeUrl = `${iframeOrigin}/`, signal?: AbortSignal) =>
  openIframe({ container: document.getElementById('container'), iframeUrl, signal })

describe('the auth iframe', () => {
  it('is a hidden element that may run scripts and keep storage, and nothing else', async () => {
    const stamper = await open()
    const [element] = page.container.children
    expect(Object.fromEntries(element?.attributes ?? [])).toMatchObject({
      sandbox: 'allow-scripts allow-same-origin',
      referrerpolicy: 'origin',
      'aria-hidden': 'true',
    })
    expect(element).toMatchObject({ src: `${iframeOrigin}/`, title: 'Sign-in session' })
    expect(element?.attributes.has('allow')).toBe(false)
    expect(stamper.publicKeyHex).toMatch(/^04[0-9a-f]{128}$/)
    expect(stamper.storage).toBe('indexeddb')
  })

  it('needs an element to be in, and is there once', async () => {
    const nowhere = openIframe({ container: document.getElementById('nowhere'), iframeUrl: iframeOrigin })
    expect(await codeOf(() => nowhere)).toBe('IFRAME_CONTAINER_MISSING')
    const [, second] = await Promise.allSettled([open(), open()])
    expect(second).toMatchObject({ reason: { code: 'IFRAME_ALREADY_EXISTS' } })
    expect(page.container.children).toHaveLength(1)
  })

  it('is removed by its signal, before it answered', async () => {
    page.isIframeSilent = true
    const removal = new AbortController()
    const code = codeOf(() => open(undefined, removal.signal))
    removal.abort()
    expect(await code).toBe('IFRAME_NOT_LOADED')
    expect(page.container.children).toHaveLength(0)
    expect(await codeOf(() => open(undefined, removal.signal))).toBe('IFRAME_NOT_LOADED')
  })

  it('is removed by its signal, afterwards', async () => {
    const removal = new AbortController()
    const stamper = await open(undefined, removal.signal)
    removal.abort()
    expect(page.container.children).toHaveLength(0)
    expect(await codeOf(() => stamper.stamp('{}'))).toBe('IFRAME_NOT_LOADED')
  })

  it('works again after its document was loaded anew', async () => {
    const stamper = await open()
    const { credentialBundle } = await stamper.createSessionKey()
    await stamper.inject(credentialBundle, undefined)
    page.reloadIframes()
    await vi.waitFor(() => expect(stamper.heldBundle).toBeUndefined())
    await stamper.inject(credentialBundle, undefined)
    expect((await stamper.stamp('{}')).stampHeaderName).toBe('X-Stamp')
  })

  it('fails with IFRAME_OUTDATED when the frame does not say where it keeps its key', async () => {
    page.announcement = { type: 'PUBLIC_KEY_READY', value: '04' }
    expect(await codeOf(() => open())).toBe('IFRAME_OUTDATED')
    expect(page.container.children).toHaveLength(0)
  })

  it.each([
    ['IFRAME_KEYS_NOT_STORABLE', 'DataCloneError'],
    ['IFRAME_KEYS_NOT_STORABLE', 'AbortError'],
    ['IFRAME_STORAGE_BLOCKED', 'SecurityError'],
    ['IFRAME_STORAGE_BLOCKED', undefined],
  ])('says %s where storage failed with %s', async (code, storageProblem) => {
    page.announcement = {
      type: 'PUBLIC_KEY_READY',
      value: '04',
      storage: 'memory',
      ...(storageProblem && { storageProblem }),
    }
    expect((await open()).storageProblem?.code).toBe(code)
  })

  it('fails with the frame’s own cause when it cannot start', async () => {
    page.iframeFailure = 'IFRAME_STORAGE_BLOCKED'
    expect(await codeOf(() => open())).toBe('IFRAME_STORAGE_BLOCKED')
    expect(page.container.children).toHaveLength(0)
  })
})

describe('an iframe that does not answer', () => {
  async function serve(
    answer: (path: string) => [number, string] | undefined,
  ): Promise<{ url: string; close: () => void }> {
    const server = createServer((request, response) => {
      const answered = answer(request.url ?? '')
      if (answered) response.writeHead(answered[0]).end(answered[1])
      else response.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}/frame`, close: () => server.close() }
  }

  /** Lets the timers of the wait run without waiting; sockets go on meanwhile. */
  async function settle(code: Promise<string | undefined>): Promise<string | undefined> {
    let result: string | undefined
    void code.then((settled) => {
      result = settled
    })
    const look = async (): Promise<void> => {
      await vi.advanceTimersByTimeAsync(1_000)
      expect(result).toBeDefined()
    }
    await vi.waitFor(look, { timeout: 10_000 })
    return result
  }

  it.each([
    ['IFRAME_ORIGIN_REFUSED', '{"allowed":false}'],
    ['IFRAME_BLOCKED', '{"allowed":true}'],
    ['IFRAME_NOT_LOADED', '[]'],
    ['IFRAME_NOT_LOADED', '{"allowed":"yes"}'],
  ])('fails with %s when its server says %s', async (expected, text) => {
    const server = await serve((path) => (path === '/embedding' ? [200, text] : [200, '<html>']))
    page.isIframeSilent = true
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    expect(await settle(codeOf(() => open(server.url)))).toBe(expected)
    expect(page.container.children).toHaveLength(0)
    server.close()
  })

  it('fails with IFRAME_NOT_LOADED when its server does not know the question', async () => {
    const server = await serve(() => [404, '<html>'])
    page.isIframeSilent = true
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    expect(await settle(codeOf(() => open(server.url)))).toBe('IFRAME_NOT_LOADED')
    server.close()
  })

  it('fails with IFRAME_EMBEDDER_POLICY where the page may not even fetch it', async () => {
    const server = await serve((path) => (path === '/embedding' ? [200, '{"allowed":true}'] : undefined))
    page.isIframeSilent = true
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    expect(await settle(codeOf(() => open(server.url)))).toBe('IFRAME_EMBEDDER_POLICY')
    server.close()
  })

  it('fails with IFRAME_NOT_LOADED when its server is not there', async () => {
    const server = await serve(() => [200, ''])
    server.close()
    page.isIframeSilent = true
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    expect(await settle(codeOf(() => open(server.url)))).toBe('IFRAME_NOT_LOADED')
  })

  it('fails at once with IFRAME_BLOCKED when the page’s own policy forbids it', async () => {
    page.isIframeSilent = true
    const code = codeOf(() => open())
    const violation = { disposition: 'enforce', effectiveDirective: 'frame-src', blockedURI: `${iframeOrigin}/` }
    document.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), { ...violation, blockedURI: 'https://other.example' }),
    )
    document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), violation))
    expect(await code).toBe('IFRAME_BLOCKED')
  })
})
