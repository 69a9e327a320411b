/**
 * The hint: a cookie that says "signed in as NAME until T", so that the first paint is the right one. It opens nothing: whoever is
 * signed in is decided in the browser, and every request to the API is signed there.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readVariable } from './settings.ts'

/** Who seems to be signed in. */
export interface Hint {
  /** For display only. */
  name: string
  /** End in milliseconds since 1970-01-01 UTC. */
  untilMs: number
}

/** Name of the cookie. */
export const hintCookie = 'hint'

const lifetimeSeconds = 12 * 60 * 60
const maxNameLength = 256
const minSecretLength = 32

/** How the cookie is kept: no script reads it, no other site sends it along. */
export const hintCookieOptions = {
  httpOnly: true,
  sameSite: 'lax',
  // Chromium and Firefox take http://localhost for secure; in Safari there is no hint in development.
  secure: true,
  path: '/',
  maxAge: lifetimeSeconds,
} as const

/**
 * The signed hint, as the cookie's text.
 * @param name text as the browser told it, cut to 256 characters
 * @param nowMs milliseconds since 1970-01-01 UTC
 * @throws Error when HINT_SECRET is missing or too short
 */
export function sealHint(name: string, nowMs: number): string {
  const hint: Hint = { name: name.slice(0, maxNameLength), untilMs: nowMs + lifetimeSeconds * 1000 }
  const content = Buffer.from(JSON.stringify(hint)).toString('base64url')
  return `${content}.${sign(content).toString('base64url')}`
}

/**
 * The hint of a cookie; `undefined` when there is none, it is over, or we did not sign it.
 * @param cookie text of the cookie
 * @param nowMs milliseconds since 1970-01-01 UTC
 * @throws Error when HINT_SECRET is missing or too short
 */
export function openHint(cookie: string | undefined, nowMs: number): Hint | undefined {
  const [content = '', signature = ''] = cookie?.split('.') ?? []
  const [given, expected] = [Buffer.from(signature, 'base64url'), sign(content)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const hint: Hint = JSON.parse(Buffer.from(content, 'base64url').toString('utf8'))
  return hint.untilMs > nowMs ? hint : undefined
}

function sign(content: string): Buffer {
  const secret = readVariable('HINT_SECRET')
  if (secret.length < minSecretLength)
    throw new Error(`HINT_SECRET is too short: at least ${minSecretLength} characters.`)
  return createHmac('sha256', secret).update(content).digest()
}
