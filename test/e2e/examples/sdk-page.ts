/** A page without an interface whose SDK a test calls directly. */
import type { AppFiles } from '@latchkey/example-node-backend'
import type { Turnkey, TurnkeyConfig, TurnkeyIframeClient } from '@latchkey/sdk-browser'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import type { Stage } from './stage.ts'

const html = '<!doctype html><title>SDK</title><body><script type="module" src="/sdk.js"></script>'

/** React 18, as the official client packages bring it along. */
const react18 = `${import.meta.dirname}/../../official/node_modules`

/**
 * Builds the files of the page with the React SDK and nothing else.
 * @param major version of React
 */
export function buildReactPage(major: 18 | 19): Promise<AppFiles> {
  const alias = major === 18 ? { react: `${react18}/react`, 'react-dom': `${react18}/react-dom` } : {}
  return buildEntry('react-entry.tsx', alias)
}

/** Builds the files of the page; `Stage.serve` takes them. */
export function buildSdkPage(): Promise<AppFiles> {
  return buildEntry('sdk-entry.ts', {})
}

async function buildEntry(name: string, alias: Record<string, string>): Promise<AppFiles> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['latchkey-source', 'module', 'browser', 'production'], alias },
    build: {
      write: false,
      rolldownOptions: { input: `${import.meta.dirname}/${name}`, output: { entryFileNames: 'sdk.js' } },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const scripts = chunks.map(({ fileName, code }): [string, { contentType: string; body: Buffer }] => [
    `/${fileName}`,
    { contentType: 'text/javascript; charset=utf-8', body: Buffer.from(code) },
  ])
  return new Map([
    ['/index.html', { contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }],
    // Browsers ask for it, and complain on the console where there is none.
    ['/favicon.ico', { contentType: 'image/x-icon', body: Buffer.of() }],
    ...scripts,
  ])
}

declare global {
  interface Window {
    /** What {@link startSdk} made. */
    sdk: { turnkey: Turnkey; iframe?: TurnkeyIframeClient }
  }
}

/**
 * Makes the SDK of a page and, if wanted, its auth iframe.
 * @param page that shows the files of {@link buildSdkPage}
 * @param stage where everything is
 * @param hasIframe whether the page opens the auth iframe
 * @param more further settings
 */
export async function startSdk(
  page: Page,
  { devFile }: Stage,
  hasIframe: boolean,
  more: Partial<TurnkeyConfig> = {},
): Promise<void> {
  const { apiUrl: apiBaseUrl, organizationId: defaultOrganizationId, iframeUrl } = devFile
  const config = { apiBaseUrl, defaultOrganizationId, iframeUrl, ...more }
  await page.evaluate(
    async ([sdkConfig, wantsIframe]) => {
      const turnkey = new window.Turnkey(sdkConfig)
      window.sdk = { turnkey }
      if (wantsIframe) window.sdk.iframe = await turnkey.iframeClient({ iframeContainer: document.body })
    },
    [config, hasIframe] as const,
  )
}

/**
 * Signs somebody up and in, and opens a session.
 * @param page after {@link startSdk}
 * @param targetPublicKey key to seal the session to; default the auth iframe's
 * @param seconds length
 * @returns the auth bundle
 */
export function openSdkSession(page: Page, targetPublicKey?: string, seconds = '900'): Promise<string> {
  return page.evaluate(
    async ([target, length]) => {
      const { turnkey, iframe } = window.sdk
      const passkeyClient = turnkey.passkeyClient()
      const passkey = await passkeyClient.createUserPasskey()
      await fetch('/api/sign-up', { method: 'POST', body: JSON.stringify({ userName: 'Ada', passkey }) })
      await passkeyClient.login()
      const user = await turnkey.getCurrentUser()
      return passkeyClient.createPasskeySession(user?.userId ?? '', target ?? iframe?.iframePublicKey ?? '', length)
    },
    [targetPublicKey, seconds] as const,
  )
}
