/** Everything a browser test of the official packages needs: API server with a clock, auth iframe, application, Chromium. */
import { buildPage, startAuthIframe } from '@latchkey/auth-iframe'
import { anyLocalhost } from '@latchkey/contract/origins'
import type { Page } from 'playwright-core'
import { startTestApiServer } from '../../support/api-server.ts'
import { launchChromium } from '../../support/chromium.ts'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { startApplication } from './application.ts'
import { bundlePage, type PageSource } from './bundle-page.ts'

/** A tab of the application with a passkey authenticator, in a profile of its own. */
export interface Tab {
  readonly page: Page
  readonly authenticator: VirtualAuthenticator
}

/** What {@link setStage} starts. */
export interface Stage {
  /** Parent organization. */
  readonly organizationId: string
  /**
   * Opens a page of the application; the caller closes `page.context()`. What the page does not catch fails the test run.
   * @param name as in the pages given
   */
  openTab(name: string): Promise<Tab>
  /**
   * Puts the server's clock forward.
   * @param seconds from now on
   */
  passTime(seconds: number): void
  close(): Promise<void>
}

/**
 * Starts it all.
 * @param pages of the application, by name: letters, digits, hyphens
 */
export async function setStage(pages: Readonly<Record<string, PageSource>>): Promise<Stage> {
  let aheadMs = 0
  const scripts = new Map<string, string>()
  for (const [name, source] of Object.entries(pages)) scripts.set(name, await bundlePage(source))
  const api = await startTestApiServer({ nowMs: () => Date.now() + aheadMs })
  const frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins: [anyLocalhost], page: await buildPage() })
  const application = await startApplication({
    apiBaseUrl: api.url,
    iframeUrl: frame.url,
    defaultOrganizationId: api.organizationId,
    apiPublicKey: api.apiPublicKey,
    apiPrivateKey: api.apiPrivateKey,
    scripts,
  })
  const chromium = await launchChromium()
  return {
    organizationId: api.organizationId,
    openTab: async (name) => {
      const page = await (await chromium.newContext()).newPage()
      page.on('pageerror', (error) => {
        throw error
      })
      const authenticator = await addVirtualAuthenticator(page)
      await page.goto(application.urlOf(name))
      return { page, authenticator }
    },
    passTime: (seconds) => {
      aheadMs += seconds * 1000
    },
    close: async () => {
      await chromium.close()
      for (const server of [application, frame, api]) await server.close()
    },
  }
}
