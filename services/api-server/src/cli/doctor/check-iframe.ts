/** Whether the auth iframe answers with the headers that protect the keys in it. */
import { isAllowedOrigin } from '@latchkey/contract/origins'
import { type Finding, reportOn } from '../finding.ts'
import { type Answer, ask } from './ask.ts'
import { checkIframeScript } from './check-iframe-script.ts'
import { isLoopback, type Place } from './place.ts'

const { ok, warn, fail } = reportOn('auth iframe')
const keepHeaders = 'let the headers of the auth iframe’s server through, or send the same'

/** Directives of a Content-Security-Policy, name to values. */
function readPolicy(text: string): Map<string, readonly string[]> {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/))
  return new Map(directives.map(([name = '', ...values]) => [name.toLowerCase(), values]))
}

function checkAncestors(ancestors: readonly string[], origins: readonly string[]): Finding[] {
  const missing = origins.filter((origin) => !ancestors.includes(origin) && !isAllowedOrigin(origin, ancestors))
  const foreign = ancestors.filter((ancestor) => ancestor !== "'none'" && !origins.includes(ancestor))
  const isOpen = foreign.some((ancestor) => /^(\*|https?:|https?:\/\/\*)$/.test(ancestor))
  if (isOpen) return [fail('any site may embed it', `set frame-ancestors to ${origins.join(' ')}`)]
  return [
    missing.length === 0
      ? ok(`frame-ancestors has ${origins.join(' ') || 'nobody'}`)
      : fail(`frame-ancestors lacks ${missing.join(' ')}`, 'start it with the same LATCHKEY_ORIGINS as the API'),
    ...foreign.map((ancestor) =>
      warn(`${ancestor} may embed it, too`, 'take it out of LATCHKEY_ORIGINS if it should not'),
    ),
  ]
}

function checkPolicy({ headers }: Answer, origins: readonly string[]): Finding[] {
  const policy = readPolicy(headers.get('content-security-policy') ?? '')
  const ancestors = policy.get('frame-ancestors')
  if (ancestors === undefined) return [fail('it has no frame-ancestors: any site may embed it', keepHeaders)]
  const scripts = policy.get('script-src') ?? []
  const isStrict =
    policy.get('default-src')?.join() === "'none'" && scripts.every((source) => source.startsWith("'sha384-"))
  return [
    ...checkAncestors(ancestors, origins),
    isStrict && scripts.length > 0
      ? ok('its policy lets its one script run and nothing be loaded')
      : fail('its Content-Security-Policy is not the strict one it needs', keepHeaders),
  ]
}

function checkHeaders(answer: Answer, origins: readonly string[]): Finding[] {
  const frameOptions = answer.headers.get('x-frame-options')
  const frame =
    frameOptions !== null && origins.length > 0
      ? [
          fail(
            `X-Frame-Options is ${frameOptions}: nobody can embed it`,
            'take that header away; frame-ancestors does its work',
          ),
        ]
      : []
  return [...frame, ...checkPolicy(answer, origins)]
}

function checkOwnOrigin(url: string, others: readonly string[]): Finding {
  const { origin } = new URL(url)
  if (!others.includes(origin)) return ok(`${origin} is its own`)
  return fail(
    `${origin} is an application’s or the API’s as well`,
    'give the auth iframe a host that serves nothing else',
  )
}

function checkTls(url: string): Finding[] {
  const isBare = url.startsWith('http:') && !isLoopback(url)
  return isBare
    ? [fail(`${url} is not encrypted`, 'put TLS in front of it: browsers give it no cryptography on http')]
    : []
}

/**
 * Checks the auth iframe at an address.
 * @param place where it is
 * @param origins those that are to embed it
 * @param apiUrl URL of the API, if that is known; its origin must be another
 */
export async function checkIframe(
  { url, mayBeAbsent }: Place,
  origins: readonly string[],
  apiUrl: string | undefined,
): Promise<Finding[]> {
  const page = await ask(`${url}/`)
  if ('reason' in page) {
    const what = `nothing answers at ${url} (${page.reason})`
    return [
      mayBeAbsent
        ? warn(what, 'start it: npm run serve --workspace @latchkey/auth-iframe')
        : fail(what, 'start it, or correct the address'),
    ]
  }
  if (page.status !== 200 || !page.text.includes('<title>Latchkey auth iframe</title>')) {
    return [
      fail(
        `${url} answers with HTTP ${page.status}, not as the auth iframe does`,
        'lead this address to the auth iframe',
      ),
    ]
  }
  const others = [...origins, ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin])]
  return [
    ok(`${url} answers`),
    ...checkTls(url),
    checkOwnOrigin(url, others),
    ...checkHeaders(page, origins),
    ...(await checkIframeScript(url, page)),
  ]
}
