/** A page without an interface whose SDK a test calls directly. */
import type { AppFiles } from '@latchkey/example-node-backend'
import type { Turnkey, TurnkeyIframeClient } from '@latchkey/sdk-browser'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import type { Stage } from './stage.ts'

const html = '<!doctype html><title>SDK</title><body><script type="module" src="/sdk.js"></script>'

/** Builds the files of the page; `Stage.serve` takes them. */
export async function buildSdkPage(): Promise<AppFiles> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['latchkey-source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      rolldownOptions: { input: `${import.meta.dirname}/sdk-entry.ts`, output: { entryFileNames: 'sdk.js' } },
    },
  })
  const outputs = [built].flat().filter((output): output is Rolldown.RolldownOutput => 'output' in output)
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const scripts = chunks.map(({ fileName, code }): [string, { contentType: string; body: Buffer }] => [
    `/${fileName}`,
    { contentType: 'text/javascript; charset=utf-8', body: Buffer.from(code) },
  ])
  return new Map([['/index.html', { contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }], ...scripts])
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
 */
export async function startSdk(page: Page, { devFile }: Stage, hasIframe: boolean): Promise<void> {
  const { apiUrl: apiBaseUrl, organizationId: defaultOrganizationId, iframeUrl } = devFile
  const config = { apiBaseUrl, defaultOrganizationId, iframeUrl }
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
 * @returns the auth bundle
 */
export function openSdkSession(page: Page, targetPublicKey?: string): Promise<string> {
  return page.evaluate(async (target) => {
    const { turnkey, iframe } = window.sdk
    const passkeyClient = turnkey.passkeyClient()
    const passkey = await passkeyClient.createUserPasskey()
    await fetch('/api/sign-up', { method: 'POST', body: JSON.stringify({ userName: 'Ada', passkey }) })
    await passkeyClient.login()
    const user = await turnkey.getCurrentUser()
    return passkeyClient.createPasskeySession(user?.userId ?? '', target ?? iframe?.iframePublicKey ?? '', '900')
  }, targetPublicKey)
}
