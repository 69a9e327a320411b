/** The published vectors through this project's own functions, in Chromium. */
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleChecks } from './bundle-checks.ts'
import type { CheckResult } from './checks/check-result.ts'
import { expectedPasses } from './checks/run-checks.ts'
import { readVectors } from './read-vectors.ts'
import { type ServedPage, servePage } from './serve-page.ts'

const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.LATCHKEY_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

describe('published vectors in Chromium', () => {
  let results: Record<string, CheckResult>
  let served: ServedPage | undefined
  let browser: Browser | undefined

  beforeAll(async () => {
    const vectors = readVectors()
    served = await servePage(await bundleChecks())
    browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(served.url)
    results = await page.evaluate((all) => globalThis.runVectorChecks(all), vectors)
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  it.each(Object.entries(expectedPasses))('%s passes all %i cases', (name, passed) => {
    expect(results[name]).toEqual({ passed, failed: [] })
  })
})
