/** Headers of the page: nothing may run, load or be embedded; the one style is named by its hash. */
import { hash } from 'node:crypto'
import { style } from './style.ts'

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Name to value. */
export const docsPageHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const
