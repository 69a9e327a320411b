/** An application built with the official packages only: a page, and a back end whose sign-up end point makes sub-organizations. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { Turnkey } from '@turnkey/sdk-server'
import type { Account, PageSettings, SignUpRequest } from '../pages/application-page.ts'

/** What {@link startApplication} needs: the page's settings, its script, and the API key of the back end. */
export interface ApplicationOptions extends PageSettings {
  /** From `bundlePage`. */
  readonly script: string
  /** Compressed public key, hexadecimal. */
  readonly apiPublicKey: string
  /** Private key, hexadecimal. */
  readonly apiPrivateKey: string
}

/** The running application. */
export interface Application {
  /** `http://localhost:<port>/`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts it on a free port.
 * @param options see {@link ApplicationOptions}
 */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const files = new Map([
    ['/', ['text/html', toDocument(options)]],
    ['/page.js', ['text/javascript', options.script]],
  ])
  const signUp = makeSignUp(options)
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      response.end(JSON.stringify(await signUp(request)))
      return
    }
    const [type = 'text/plain', body = ''] = files.get(request.url ?? '') ?? []
    response.setHeader('Content-Type', `${type}; charset=utf-8`).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The application has no port.')
  return {
    url: `http://localhost:${address.port}/`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function toDocument({ apiBaseUrl, iframeUrl, defaultOrganizationId }: PageSettings): string {
  const settings: PageSettings = { apiBaseUrl, iframeUrl, defaultOrganizationId }
  return `<!doctype html><title>Official clients</title><div id="root"></div>
<script>window.settings = ${JSON.stringify(settings)}</script><script src="/page.js"></script>`
}

/** What the official documentation tells a back end to do with a new passkey. */
function makeSignUp(options: ApplicationOptions): (request: IncomingMessage) => Promise<Account> {
  const client = new Turnkey(options).apiClient()
  return async (request) => {
    const { userName, passkey }: SignUpRequest = JSON.parse(await text(request))
    const { encodedChallenge: challenge, attestation } = passkey
    const authenticator = { authenticatorName: 'First', challenge, attestation }
    const rootUser = { userName, apiKeys: [], authenticators: [authenticator], oauthProviders: [] }
    const { subOrganizationId, rootUserIds } = await client.createSubOrganization({
      subOrganizationName: `${userName}'s organization`,
      rootUsers: [rootUser],
      rootQuorumThreshold: 1,
    })
    return { organizationId: subOrganizationId, userId: rootUserIds?.[0] ?? '' }
  }
}
