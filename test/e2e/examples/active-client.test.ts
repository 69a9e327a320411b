/** `getActiveClient()` in a page: decided without asking anybody while the session lives, and signing without sending. */
import { sendSigned } from '@latchkey/http-client'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { buildSdkPage, openSdkSession, startSdk } from './sdk-page.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let url: string
let context: BrowserContext
let page: Page
let traffic: string[]

beforeAll(async () => {
  stage = await setStage()
  url = await stage.serve(await buildSdkPage())
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
  page = await context.newPage()
  await addVirtualAuthenticator(page)
  await page.goto(url)
  await startSdk(page, stage, true)
  await openSdkSession(page)
  traffic = []
  page.on('request', (request) => traffic.push(request.url()))
})
afterEach(() => context.close())

const isIframeClientEachTime = (): Promise<boolean> =>
  page.evaluate(async () => {
    const { turnkey, iframe } = window.sdk
    const clients = await Promise.all(Array.from({ length: 20 }, () => turnkey.getActiveClient()))
    return clients.every((client) => client === iframe)
  })

describe('getActiveClient', () => {
  it('makes no request of its own while the session lives', async () => {
    expect(await isIframeClientEachTime()).toBe(true)
    expect(traffic).toEqual([])
  })

  it('brings the session back after a reload without asking the server', async () => {
    await page.reload()
    await startSdk(page, stage, true)
    expect(await isIframeClientEachTime()).toBe(true)
    expect(traffic).not.toEqual([])
    expect(traffic.filter((requested) => requested.startsWith(stage.devFile.apiUrl))).toEqual([])
  })

  it('gives a client that signs a request without sending it', async () => {
    const signed = await page.evaluate(async () => {
      const client = await window.sdk.turnkey.getActiveClient()
      return client.sign('whoami', {})
    })
    expect(traffic).toEqual([])
    expect(await sendSigned(signed)).toMatchObject({ username: 'Ada' })
  })
})
