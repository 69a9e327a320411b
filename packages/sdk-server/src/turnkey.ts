/** Entry point of a back end: configuration in, clients out. */
import { ApiClient } from '@latchkey/http-client'
import { clientVersion } from './client-version.ts'
import { NodeStamper } from './node-stamper.ts'
import { readConfig, type TurnkeyServerConfig } from './read-config.ts'

/**
 * Calls Latchkey with an API key.
 * @example
 * ```ts
 * const turnkey = new Turnkey({ apiBaseUrl, apiPublicKey, apiPrivateKey, defaultOrganizationId })
 * const { userId } = await turnkey.apiClient().getWhoami()
 * ```
 */
export class Turnkey {
  /** The configuration without its keys. */
  readonly config: Readonly<Pick<TurnkeyServerConfig, 'apiBaseUrl' | 'defaultOrganizationId'>>
  readonly #client: ApiClient

  /**
   * Reads the configuration and imports the key; nothing is sent yet.
   * @param config a member left out is taken from `LATCHKEY_API_BASE_URL`, `LATCHKEY_API_PUBLIC_KEY`, `LATCHKEY_API_PRIVATE_KEY`
   * or `LATCHKEY_ORGANIZATION_ID`; for the keys, `TURNKEY_API_PUBLIC_KEY` and `TURNKEY_API_PRIVATE_KEY` come last
   * @throws CONFIG_INVALID naming what is missing or malformed
   */
  constructor(config: Partial<TurnkeyServerConfig> = {}) {
    const { apiBaseUrl, defaultOrganizationId, ...keys } = readConfig(config, process.env)
    this.config = { apiBaseUrl, defaultOrganizationId }
    const stamper = new NodeStamper(keys)
    this.#client = new ApiClient({ apiBaseUrl, organizationId: defaultOrganizationId, stamper, clientVersion })
  }

  /** The client that signs with the API key, the same one every time. */
  apiClient(): ApiClient {
    return this.#client
  }
}
