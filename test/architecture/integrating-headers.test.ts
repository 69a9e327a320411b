/** The headers that docs/integrating.md tells applications to send are those the example sends, under which the end-to-end tests run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { securityHeaders } from '../../examples/node-backend/src/security-headers.ts'

it('are the same, header by header', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/integrating.md'), 'utf8')
  const section = page.split('\n## Content-Security-Policy\n')[1] ?? ''
  const lines = section.split('```')[1]?.trim().split('\n') ?? []
  const documented = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(': ') + 2),
  ])
  const settings = { apiBaseUrl: 'https://api.example', iframeUrl: 'https://auth.example', organizationId: '' }
  expect(Object.fromEntries(documented)).toEqual(securityHeaders(settings))
})
