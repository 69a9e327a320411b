/** Headers that let pages of any origin call the API: nothing ambient authorises a request, so there is nothing to protect by origin. */
import { headers } from '@latchkey/contract/headers'

/** On every answer. Its `Date` is for pages on devices whose clock is wrong: they date requests and end sessions by it. */
export const answerHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'date, ratelimit-limit, ratelimit-remaining, retry-after, x-request-id',
  'x-content-type-options': 'nosniff',
} as const

/**
 * On answers to preflight requests, which are good for two hours.
 * @see Turnkey wire protocol: CORS
 */
export const preflightHeaders = {
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': [
    'content-type',
    ...Object.values(headers),
    'x-stamp-attested',
    'x-auth-proxy-config-id',
    'x-captcha-token',
  ].join(', '),
  'access-control-max-age': '7200',
} as const
