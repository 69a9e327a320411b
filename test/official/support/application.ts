/** An application built with the official packages only: pages, and a back end whose sign-up end point makes sub-organizations. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { Turnkey } from '@turnkey/sdk-server'
import type { Account, PageSettings, SignUpRequest } from '../pages/application-page.ts'

/** What {@link startApplication} needs: the pages' settings, their scripts, and the API key of the back end. */
export interface ApplicationOptions extends PageSettings {
  /** By name of the page: its script, from `bundlePage`. */
  readonly scripts: ReadonlyMap<string, string>
  /** Compressed public key, hexadecimal. */
  readonly apiPublicKey: string
  /** Private key, hexadecimal. */
  readonly apiPrivateKey: string
}

/** The running application. */
export interface Application {
  /**
   * Address of a page.
   * @param name as in `scripts`
   */
  urlOf(name: string): string
  close(): Promise<void>
}

/**
 * Starts it on a free port.
 * @param options see {@link ApplicationOptions}
 */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const signUp = makeSignUp(options)
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      response.end(JSON.stringify(await signUp(request)))
      return
    }
    const path = request.url ?? ''
    const script = path.endsWith('.js') ? options.scripts.get(path.slice(1, -'.js'.length)) : undefined
    const [type, body] = script === undefined ? ['text/html', toDocument(options, path)] : ['text/javascript', script]
    response.setHeader('Content-Type', `${type}; charset=utf-8`).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The application has no port.')
  return {
    urlOf: (name) => `http://localhost:${address.port}/${name}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function toDocument({ apiBaseUrl, iframeUrl, defaultOrganizationId }: PageSettings, path: string): string {
  const settings: PageSettings = { apiBaseUrl, iframeUrl, defaultOrganizationId }
  return `<!doctype html><title>Official clients</title><link rel="icon" href="data:,"><div id="root"></div>
<script>window.settings = ${JSON.stringify(settings)}</script><script src="${path}.js"></script>`
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
