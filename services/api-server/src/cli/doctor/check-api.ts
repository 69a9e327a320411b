/** Whether the API answers, and whether what stands before it lets requests through as they are. */
import { preflightHeaders } from '../../cors.ts'
import { memberOf } from '../../member-of.ts'
import { type Finding, reportOn } from '../finding.ts'
import { type Answer, ask } from './ask.ts'
import { isLoopback, type Place } from './place.ts'

const { ok, warn, fail } = reportOn('API')
const whoami = '/public/v1/query/whoami'

/** As long as a passkey's stamp may become, with room to spare; the server takes 16 KiB of headers. */
const longHeader = 'A'.repeat(12_288)

/** What was found, and what the API's first answer told about its clock. */
export interface CheckedApi {
  findings: Finding[]
  aheadMs?: number | undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function explainHealth({ status, headers, text }: Answer, url: string): Finding {
  const location = headers.get('location')
  if (location !== null) {
    return fail(`${url} redirects to ${location}`, 'name that address: a redirected POST request loses its body')
  }
  if (status === 200 && memberOf(parse(text), 'status') === 'UP') return ok(`${url} answers`)
  return fail(`${url}/health answers with HTTP ${status}, not as the API does`, 'lead this address to the API server')
}

async function checkLongHeaders(url: string): Promise<Finding> {
  const answer = await ask(url + whoami, { method: 'POST', body: '{}', headers: { 'X-Stamp': longHeader } })
  if ('status' in answer && Array.isArray(memberOf(parse(answer.text), 'details'))) return ok('long stamps get through')
  const what = 'status' in answer ? `HTTP ${answer.status}` : answer.reason
  return fail(`a request with a stamp of 12 KiB ends in ${what}`, 'let proxies pass request headers of up to 16 KiB')
}

async function checkPreflight(url: string): Promise<Finding> {
  const headers = {
    Origin: 'https://app.example',
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'x-stamp',
  }
  const answer = await ask(url + whoami, { method: 'OPTIONS', headers })
  const allowed = 'status' in answer ? answer.headers.get('access-control-allow-headers') : null
  if (allowed === preflightHeaders['access-control-allow-headers']) return ok('pages of other origins may call it')
  return fail(
    'preflight requests are not answered by the API',
    'let proxies pass OPTIONS requests, and leave CORS to the API',
  )
}

/**
 * Checks the API at an address.
 * @param place where it is
 */
export async function checkApi({ url, mayBeAbsent }: Place): Promise<CheckedApi> {
  const health = await ask(`${url}/health`)
  if ('reason' in health) {
    const what = `nothing answers at ${url} (${health.reason})`
    const findings = [
      mayBeAbsent ? warn(what, 'start it: npm run latchkey -- serve') : fail(what, 'start it, or correct the address'),
    ]
    return { findings }
  }
  const first = explainHealth(health, url)
  if (first.level === 'fail') return { findings: [first] }
  const isBare = url.startsWith('http:') && !isLoopback(url)
  const tls = isBare ? [fail(`${url} is not encrypted`, 'put TLS in front of it and use https')] : []
  const findings = [first, ...tls, await checkLongHeaders(url), await checkPreflight(url)]
  return { findings, aheadMs: health.aheadMs }
}
