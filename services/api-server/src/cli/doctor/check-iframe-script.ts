/** Whether the auth iframe serves the script its policy names, and which one that is. */
import { hash } from 'node:crypto'
import { type Finding, reportOn } from '../finding.ts'
import { type Answer, ask } from './ask.ts'

const { ok, fail } = reportOn('auth iframe')

/**
 * Checks the script of the auth iframe, and tells its fingerprint.
 * @param url base URL of the auth iframe
 * @param page answer with its document
 */
export async function checkIframeScript(url: string, page: Answer): Promise<Finding[]> {
  const path = /<script src="(\/assets\/[0-9a-f]+\.js)"/.exec(page.text)?.[1]
  if (path === undefined) return [fail('its page has no script', 'serve the page as the auth iframe’s server makes it')]
  const script = await ask(url + path)
  if ('reason' in script || script.status !== 200) {
    return [fail(`its script ${path} is not served`, 'lead every path of this address to the auth iframe')]
  }
  const integrity = `sha384-${hash('sha384', script.text, 'base64')}`
  if ((page.headers.get('content-security-policy') ?? '').includes(`'${integrity}'`)) {
    return [ok(`its script is ${integrity}; compare with what npm run build prints`)]
  }
  return [fail(`its script is ${integrity}, which its policy does not let run`, 'pass it through byte by byte')]
}
