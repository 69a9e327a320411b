/** The browser the other tests trust: partitioned storage, fresh profiles, a working authenticator, nothing left behind. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, type RunningChromium } from './chromium.ts'
import { type ServedPage, serveHtml } from './serve-html.ts'
import { addVirtualAuthenticator } from './virtual-authenticator.ts'

let chromium: RunningChromium
let site: ServedPage

beforeAll(async () => {
  site = await serveHtml('<!doctype html><title>test</title>')
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium?.close()
  await site?.close()
})

async function openPage(): Promise<Page> {
  const page = await (await chromium.newContext()).newPage()
  await page.goto(`http://localhost:${site.port}/`)
  return page
}

describe('launchChromium', () => {
  it('keeps the storage of a cross-site frame apart, and that of a same-site frame not', async () => {
    const page = await openPage()
    await page.evaluate(() => localStorage.setItem('mark', 'first party'))
    expect(await readInFrame(page, 'localhost')).toBe('first party')
    await page.goto(`http://127.0.0.1:${site.port}/`)
    expect(await readInFrame(page, 'localhost')).toBeNull()
  })

  it('gives every context empty storage', async () => {
    const first = await openPage()
    await first.evaluate(() => localStorage.setItem('mark', 'here'))
    const second = await openPage()
    expect(await second.evaluate(() => localStorage.getItem('mark'))).toBeNull()
  })

  it('says why the browser did not start', async () => {
    await expect(launchChromium({ flags: ['--version'] })).rejects.toThrow(/Chromium did not start: exit code 0/)
  })
})

describe('addVirtualAuthenticator', () => {
  it('counts a signature for each touch', async () => {
    const page = await openPage()
    const authenticator = await addVirtualAuthenticator(page)
    await page.evaluate(createPasskey)
    const afterCreation = await authenticator.signCount()
    await page.evaluate(usePasskey)
    await page.evaluate(usePasskey)
    expect(await authenticator.signCount()).toBe(afterCreation + 2)
    expect(await authenticator.credentials()).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }])
  })

  it('leaves the page without an authenticator once removed', async () => {
    const page = await openPage()
    const authenticator = await addVirtualAuthenticator(page)
    expect(await page.evaluate(hasAuthenticator)).toBe(true)
    await authenticator.remove()
    expect(await page.evaluate(hasAuthenticator)).toBe(false)
  })
})

/** Value of `mark` in the local storage of an embedded frame; the error's name where storage is refused. */
async function readInFrame(page: Page, host: string): Promise<string | null> {
  const url = `http://${host}:${site.port}/frame`
  await page.evaluate(async (source) => {
    const frame = document.createElement('iframe')
    frame.src = source
    await new Promise((loaded) => {
      frame.onload = loaded
      document.body.append(frame)
    })
  }, url)
  const frame = page.frame({ url })
  if (frame === null) throw new Error('The frame did not load.')
  return frame.evaluate(() => {
    try {
      return localStorage.getItem('mark')
    } catch (error) {
      return error instanceof Error ? error.name : 'refused'
    }
  })
}

async function createPasskey(): Promise<void> {
  await navigator.credentials.create({
    publicKey: {
      rp: { id: 'localhost', name: 'Test' },
      user: { id: new Uint8Array(16), name: 'test', displayName: 'Test' },
      challenge: new Uint8Array(32),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    },
  })
}

async function usePasskey(): Promise<void> {
  await navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), rpId: 'localhost' } })
}

async function hasAuthenticator(): Promise<boolean> {
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
}
