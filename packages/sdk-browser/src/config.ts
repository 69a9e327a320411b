/** What an application tells the SDK once, and the check of it. */
import { LatchkeyError } from '@latchkey/http-client'

/** Configuration of a {@link Turnkey}. */
export interface TurnkeyConfig {
  /** Absolute URL of the API server, such as `https://api.example.com`; a trailing slash is tolerated. */
  apiBaseUrl: string
  /** UUID of your organization, the parent of your users' sub-organizations. */
  defaultOrganizationId: string
  /** Domain passkeys belong to; default: the page's host name. */
  rpId?: string | undefined
  /** Absolute URL of the auth iframe, on an origin of its own. */
  iframeUrl?: string | undefined
  /**
   * What happens when the session may not make a request (STEP_UP_REQUIRED): `automatic`, the default, asks for the passkey and
   * makes that one request with it; `never` throws the refusal.
   */
  stepUp?: 'automatic' | 'never' | undefined
  /**
   * What happens shortly before a session ends: `automatic` renews it as long as a page is open, up to the limit the server sets;
   * `never`, the default, lets it end.
   */
  renewal?: 'automatic' | 'never' | undefined
}

/** Name and version sent with every request. */
export const clientVersion = '@latchkey/sdk-browser@0.1.0'

/**
 * Passes a complete configuration and refuses everything else.
 * @param config as the application wrote it
 * @throws CONFIG_INVALID when an URL is not absolute http or https, the organization is missing, or `stepUp` or `renewal` is another word
 */
export function checkConfig(config: TurnkeyConfig): void {
  checkUrl('apiBaseUrl', config.apiBaseUrl)
  if (config.iframeUrl !== undefined) checkUrl('iframeUrl', config.iframeUrl)
  if (typeof config.defaultOrganizationId !== 'string' || config.defaultOrganizationId === '') {
    throw invalid('defaultOrganizationId is missing.', 'Set it to the id of your organization.')
  }
  for (const name of ['stepUp', 'renewal'] as const) {
    if ([undefined, 'automatic', 'never'].includes(config[name])) continue
    throw invalid(`${name} is neither "automatic" nor "never".`, 'Leave it out, or set it to one of them.')
  }
}

/**
 * Passes an absolute http or https URL and refuses everything else.
 * @param name name of the setting, for the message
 * @param url what was set
 * @throws CONFIG_INVALID when it is missing, relative or of another scheme
 */
export function checkUrl(name: string, url: string | undefined): asserts url is string {
  if (typeof url === 'string' && isWebUrl(url)) return
  throw invalid(
    `${name} must be an absolute http or https URL.`,
    `Set ${name}, for example to "http://localhost:4480".`,
  )
}

function isWebUrl(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url).protocol)
  } catch {
    return false
  }
}

const invalid = (message: string, remedy: string): LatchkeyError =>
  new LatchkeyError('CONFIG_INVALID', { message, remedy })
