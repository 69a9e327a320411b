/** Response headers an application with a passkey session should send. */
import type { PublicSettings } from './public-settings.ts'

/**
 * Makes the headers by name. `frame-src` is what keeps a compromised frame from leaking by navigating itself elsewhere.
 * @param settings public settings, for the origins the page may reach
 * @param scriptSources where scripts may come from, as the policy writes it
 */
export function securityHeaders(settings: PublicSettings, scriptSources = "'self'"): Record<string, string> {
  const api = new URL(settings.apiBaseUrl).origin
  const iframe = new URL(settings.iframeUrl).origin
  const policy = [
    "default-src 'self'",
    `script-src ${scriptSources}`,
    `connect-src 'self' ${api} ${iframe}`,
    `frame-src ${iframe}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'permissions-policy': 'publickey-credentials-get=(self), publickey-credentials-create=(self)',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  }
}
