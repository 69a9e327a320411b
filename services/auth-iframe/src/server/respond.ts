/** The four things the frame's host answers; everything else is 404. */
import { isAllowedOrigin } from '@latchkey/contract/origins'
import type { Page } from './build-page.ts'
import { toDocument } from './document.ts'
import { pageHeaders, type ResponseHeaders, scriptHeaders, statusHeaders } from './response-headers.ts'

/** One answer. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: ResponseHeaders
  /** Text; not sent for HEAD. */
  readonly body: string
}

/** What an answer depends on. */
export interface HttpQuestion {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  /** Header `Origin`, if there was one. */
  readonly origin: string | undefined
}

const toJson = (value: unknown, headers: ResponseHeaders = {}): HttpAnswer => ({
  status: 200,
  headers: { ...statusHeaders, 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

const notFound: HttpAnswer = {
  status: 404,
  headers: { ...statusHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'Not found.\n',
}

/** Applications of any origin may ask whether theirs is allowed: that is how they name the cause of a frame that stays silent. */
const tellWhetherAllowed = (origin: string | undefined, origins: readonly string[]): HttpAnswer =>
  toJson(
    { allowed: origin !== undefined && isAllowedOrigin(origin, origins) },
    { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', Vary: 'Origin' },
  )

/**
 * A function from question to answer.
 * @param page the built page
 * @param origins exact origins that may embed it, checked
 */
export function makeResponder(page: Page, origins: readonly string[]): (question: HttpQuestion) => HttpAnswer {
  const headers = pageHeaders(origins, page.integrity)
  const fixed = new Map<string, HttpAnswer>([
    ['/', { status: 200, headers, body: toDocument(page, origins) }],
    [page.scriptPath, { status: 200, headers: scriptHeaders, body: page.script }],
    ['/health', toJson({ status: 'UP' })],
  ])
  return ({ method, path, origin }) => {
    if (method !== 'GET' && method !== 'HEAD') return notFound
    if (path === '/embedding') return tellWhetherAllowed(origin, origins)
    return fixed.get(path) ?? notFound
  }
}
