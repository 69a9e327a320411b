/** Headers of every answer; those of the page are what keeps it from being embedded, extended or talked into anything. */

/** Name to value. */
export type ResponseHeaders = Readonly<Record<string, string>>

const anywhere: ResponseHeaders = {
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
}

const withheldFeatures = [
  'publickey-credentials-get',
  'publickey-credentials-create',
  'clipboard-read',
  'clipboard-write',
  'camera',
  'microphone',
  'geolocation',
  'payment',
  'usb',
  'serial',
  'hid',
]

const toPolicy = (frameAncestors: string, integrity: string): string =>
  [
    "default-src 'none'",
    `script-src '${integrity}'`,
    "style-src 'none'",
    "connect-src 'none'",
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/**
 * Headers of the document. `X-Frame-Options` can name no origins, so it is sent only when nobody may embed the page.
 * @param origins exact origins that may embed it, checked
 * @param integrity `sha384-` and the base64 hash of the only script that may run
 */
export function pageHeaders(origins: readonly string[], integrity: string): ResponseHeaders {
  const frameAncestors = origins.length > 0 ? origins.join(' ') : "'none'"
  return {
    ...anywhere,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': toPolicy(frameAncestors, integrity),
    'Content-Type': 'text/html; charset=utf-8',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Origin-Agent-Cluster': '?1',
    'Permissions-Policy': withheldFeatures.map((feature) => `${feature}=()`).join(', '),
    ...(origins.length > 0 ? {} : { 'X-Frame-Options': 'DENY' }),
  }
}

/** Headers of the script, whose path changes with its content. */
export const scriptHeaders: ResponseHeaders = {
  ...anywhere,
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Headers of answers in JSON or plain text, which nobody but a script of an application reads. */
export const statusHeaders: ResponseHeaders = {
  ...anywhere,
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}
