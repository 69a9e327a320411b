/** Response headers of every page. Next.js gives its inline scripts the nonce that it finds in the policy. */
import { type NextRequest, NextResponse } from 'next/server'
import { securityHeaders } from '../../node-backend/src/security-headers.ts'
import { readPublicSettings } from './server/settings.ts'

const policyHeader = 'content-security-policy'
/** Only what `next dev` puts into the page needs more. */
const forDevelopment = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''

/**
 * Adds the headers to a request and its response.
 * @param request of any page
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = securityHeaders(readPublicSettings(), `'self' 'nonce-${crypto.randomUUID()}'${forDevelopment}`)
  const onwards = new Headers(request.headers)
  onwards.set(policyHeader, headers[policyHeader] ?? '')
  const response = NextResponse.next({ request: { headers: onwards } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** Everything but the built files. */
export const config = { matcher: '/((?!_next/).*)' }
