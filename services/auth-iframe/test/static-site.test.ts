/** The host as static files says what the server says, header by header. */
import { expect, it } from 'vitest'
import { makeResponder } from '../src/server/respond.ts'
import { toStaticSite } from '../src/server/static-site.ts'

const page = { script: 'run()', scriptPath: '/assets/0f3a.js', integrity: 'sha384-AAAA' }
const origins = ['https://app.example', 'https://admin.example:8443']
const respond = makeResponder(page, origins)
const ask = (path: string, origin?: string) => respond({ method: 'GET', path, origin })
const site = toStaticSite(page, origins)
const locations = new Map(
  [...String(site.get('locations.conf')).matchAll(/^location (?:= )?(\S+) \{\n([\s\S]*?)\n\}$/gm)].map(
    ([, path = '', text = '']) => [path, text] as const,
  ),
)

it('has the files of the server and nothing else', () => {
  expect([...site.keys()]).toEqual(['index.html', 'assets/0f3a.js', 'health.json', 'locations.conf'])
  expect(site.get('index.html')).toBe(ask('/').body)
  expect(site.get('assets/0f3a.js')).toBe('run()')
  expect([...locations.keys()].toSorted()).toEqual(['/', page.scriptPath, '/embedding', '/health'].toSorted())
})

it.each(['/', page.scriptPath, '/health', '/embedding'])('sends the headers of the server for %s', (path) => {
  const { headers } = ask(path)
  const text = String(site.get('locations.conf'))
    .split('\n\n')
    .find((each) => each.startsWith(`location = ${path} {`))
  const sent = [...String(text).matchAll(/^ {2}add_header (\S+) "(.*)" always;$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  const type = /default_type "(.*)";/.exec(String(text))?.[1]
  expect(Object.fromEntries([...sent, ['Content-Type', type]])).toEqual(headers)
})

it('tells each application whether it is allowed', () => {
  const text = locations.get('/embedding')
  for (const origin of origins) {
    expect(text).toContain(`if ($http_origin = "${origin}") { return 200 '${ask('/embedding', origin).body}'; }`)
  }
  expect(text).toContain(`return 200 '${ask('/embedding', 'https://evil.example').body}';`)
})

it('has nothing in its headers that nginx would read as more than text', () => {
  expect(String(site.get('locations.conf')).replaceAll('$http_origin', '')).not.toMatch(/\$|\\/)
})
