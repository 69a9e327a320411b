/** Everything a test of the frame needs: Chromium, the frame's server, and an application page that may embed it. */
import type { IframeReply } from '@latchkey/contract/iframe-messages'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { buildPage, startAuthIframe } from '../../../services/auth-iframe/src/index.ts'
import { launchChromium } from '../../support/chromium.ts'
import { serveHtml } from '../../support/serve-html.ts'
import { parentPageHtml } from './parent-page.ts'

/** An application page and its origins: two names of one server. */
export interface Application {
  /** On the same site as the frame. */
  readonly origin: string
  /** On another site. */
  readonly crossSiteOrigin: string
  close(): Promise<void>
}

/**
 * Serves a page on an origin of its own.
 * @param html text of the document
 */
export async function serveApplication(html: string): Promise<Application> {
  const { port, close } = await serveHtml(html)
  return { origin: `http://localhost:${port}`, crossSiteOrigin: `http://127.0.0.1:${port}`, close }
}

/** What {@link setStage} starts. */
export interface Stage {
  readonly browser: Browser
  /** Origin of the auth iframe. */
  readonly frameUrl: string
  /** May embed the frame, under both its origins. */
  readonly app: Application
  /** May embed it too. */
  readonly secondApp: Application
  /** May not. */
  readonly unlisted: Application
  close(): Promise<void>
}

/**
 * Starts it all; the tests of one file share it and take a context each.
 * @param options `secondAppHtml`: what the second application serves; by default the same as the first
 */
export async function setStage({ secondAppHtml = parentPageHtml } = {}): Promise<Stage> {
  const app = await serveApplication(parentPageHtml)
  const secondApp = await serveApplication(secondAppHtml)
  const unlisted = await serveApplication(parentPageHtml)
  const origins = [app.origin, app.crossSiteOrigin, secondApp.origin]
  const frame = await startAuthIframe({ host: '127.0.0.1', port: 0, origins, page: await buildPage() })
  const chromium = await launchChromium()
  return {
    browser: chromium.browser,
    frameUrl: frame.url,
    app,
    secondApp,
    unlisted,
    close: async () => {
      await chromium.close()
      await Promise.all([frame, app, secondApp, unlisted].map((server) => server.close()))
    },
  }
}

/**
 * A tab with the frame embedded, connected and ready.
 * @param context cookie jar and storage
 * @param url page that embeds the frame
 * @param frameUrl origin of the frame
 */
export async function openParent(context: BrowserContext, url: string, frameUrl: string): Promise<OpenedParent> {
  const page = await context.newPage()
  await page.goto(url)
  const ready = await page.evaluate((frame) => window.parentPage.open(frame), frameUrl)
  return { page, ready, ...askThrough(page) }
}

/** A tab, the frame's announcement, and ways to ask the frame. */
export interface OpenedParent extends Asking {
  readonly page: Page
  readonly ready: IframeReply
}

/** Ways to ask the frame of a tab over its port. */
export interface Asking {
  ask(type: string, value?: unknown): Promise<IframeReply>
  /** The target public key, uncompressed hexadecimal. */
  publicKey(): Promise<unknown>
}

/**
 * Ways to ask the connected frame of a page.
 * @param page a parent page
 */
export function askThrough(page: Page): Asking {
  const ask = (type: string, value?: unknown): Promise<IframeReply> =>
    page.evaluate((message) => window.parentPage.ask(message), { type, value })
  return { ask, publicKey: async () => (await ask('GET_EMBEDDED_PUBLIC_KEY')).value }
}

/**
 * The auth iframe's own realm in a tab.
 * @param page a parent page that has embedded it
 * @param frameUrl origin of the frame
 */
export function findAuthFrame(page: Page, frameUrl: string): Frame {
  const frame = page.frames().find((candidate) => candidate.url() === `${frameUrl}/`)
  if (frame === undefined) throw new Error('the page has not embedded the auth iframe')
  return frame
}
