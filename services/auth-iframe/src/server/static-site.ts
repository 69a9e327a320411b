/** The frame's host without its server: files, and what nginx must answer with them. Both come of the server's own answers. */
import type { Page } from './build-page.ts'
import { type HttpAnswer, makeResponder } from './respond.ts'

/** Files of the host by their path relative to its folder. */
export type StaticSite = ReadonlyMap<string, string>

const fileOf: Readonly<Record<string, string>> = { '/': 'index.html', '/health': 'health.json' }

/** Header values hold no quotation marks and no variables, by how they are made; nginx would read both. */
function toHeaders({ headers }: HttpAnswer): string[] {
  return Object.entries(headers)
    .filter(([name]) => name !== 'Content-Type')
    .map(([name, value]) => `  add_header ${name} "${value}" always;`)
}

const toType = ({ headers }: HttpAnswer): string => String(headers['Content-Type'])

function toLocation(path: string, answer: HttpAnswer): string {
  const lines = [
    `location = ${path} {`,
    '  types { }',
    `  default_type "${toType(answer)}";`,
    ...toHeaders(answer),
    `  try_files /${fileOf[path] ?? path.slice(1)} =404;`,
    '}',
  ]
  return lines.join('\n')
}

/** Applications ask this path whether they are allowed; the answer depends on who asks. */
function toEmbedding(origins: readonly string[], refused: HttpAnswer, allowed: HttpAnswer | undefined): string {
  const lines = [
    'location = /embedding {',
    `  default_type "${toType(refused)}";`,
    ...toHeaders(refused),
    ...origins.map((origin) => `  if ($http_origin = "${origin}") { return 200 '${allowed?.body}'; }`),
    `  return 200 '${refused.body}';`,
    '}',
  ]
  return lines.join('\n')
}

/**
 * Files of the host, and `locations.conf` to include in a `server` block whose `root` is their folder. Paths that are not in it are 404.
 * @param page the built page
 * @param origins exact origins that may embed it, checked; none of them a pattern
 */
export function toStaticSite(page: Page, origins: readonly string[]): StaticSite {
  const respond = makeResponder(page, origins)
  const ask = (path: string, origin?: string): HttpAnswer => respond({ method: 'GET', path, origin })
  const paths = ['/', page.scriptPath, '/health']
  const [first] = origins
  const embedding = toEmbedding(origins, ask('/embedding'), first === undefined ? undefined : ask('/embedding', first))
  const nowhere = `location / {\n${toHeaders(ask('/nowhere')).join('\n')}\n  return 404;\n}`
  const locations = [...paths.map((path) => toLocation(path, ask(path))), embedding, nowhere]
  return new Map([
    ...paths.map((path) => [fileOf[path] ?? path.slice(1), ask(path).body] as const),
    ['locations.conf', `${locations.join('\n\n')}\n`],
  ])
}
