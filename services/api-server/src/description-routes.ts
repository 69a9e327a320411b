/** The API described: for programs as `openapi.json`, for people as a page. Both are made when they are first asked for. */
import { toOpenApi } from '@latchkey/contract/openapi'
import type { FastifyInstance } from 'fastify'
import { answerHeaders } from './cors.ts'
import { docsPageHeaders } from './docs-page/docs-page-headers.ts'
import { renderDocsPage } from './docs-page/render-docs-page.ts'

function makeOnce<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const openApiHeaders = { ...answerHeaders, 'content-type': 'application/json' } as const

/**
 * Adds `GET /openapi.json`, `GET /docs` and, for who opens the bare address in a browser, `GET /`, which leads there.
 * @param server server that gets the routes
 */
export function addDescriptionRoutes(server: FastifyInstance): void {
  const openApi = makeOnce(() => JSON.stringify(toOpenApi()))
  const page = makeOnce(() => renderDocsPage(toOpenApi()))
  server.get('/openapi.json', (_request, reply) => reply.headers(openApiHeaders).serializer(String).send(openApi()))
  server.get('/docs', (_request, reply) => reply.headers(docsPageHeaders).send(page()))
  // Relative, so that it is right behind a proxy that serves the API below a path.
  server.get('/', (_request, reply) =>
    reply
      .code(302)
      .headers({ ...answerHeaders, location: './docs' })
      .send(),
  )
}
