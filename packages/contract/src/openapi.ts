/** The operation tables as an OpenAPI 3.1 document. */
import type { OpenApiDocument, SecurityScheme } from './openapi/document.ts'
import { errorSchema } from './openapi/error-schema.ts'
import { toNamedSchemas } from './openapi/to-document-schema.ts'
import { toPaths } from './openapi/to-operations.ts'
import type { Tag } from './operation.ts'

export type { OpenApiDocument, Operation, Schema } from './openapi/document.ts'

const description = `Passkey sessions: one tap of a passkey opens a session; until it ends, a session key signs every request.

Every request is a POST with a JSON body and a signature over exactly these bytes, in one of the headers below. Reads are answered from
the state of the organization. Writes are recorded as activities and executed once: the same bytes sent again are the same activity.
The packages @latchkey/sdk-browser, @latchkey/sdk-react and @latchkey/sdk-server make signed requests.`

const tagDescriptions: Readonly<Record<Tag, string>> = {
  Organizations: 'Tenants. A parent organization has one sub-organization for each of its end users.',
  Users: 'People and machines of an organization.',
  Passkeys: 'Authenticators that a user registered.',
  'API keys': 'Keys that sign requests. One with an expiry is a session key.',
  Sessions: 'Log-ins, which end by themselves or when they are deleted.',
  Activities: 'Writes on record.',
}

const header = (name: string, text: string): SecurityScheme => ({
  type: 'apiKey',
  in: 'header',
  name,
  description: text,
})

const securitySchemes = {
  stamp: header('X-Stamp', 'base64url of JSON {publicKey, scheme, signature}: an API key’s signature over the body'),
  webauthnStamp: header(
    'X-Stamp-Webauthn',
    'JSON {authenticatorData, clientDataJson, credentialId, signature}: a passkey assertion over the body',
  ),
  session: header('X-Session', 'token of a read-only session'),
}

/**
 * Builds the OpenAPI 3.1 document of every operation, as a JSON value.
 */
export function toOpenApi(): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '0.1.0',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'the server that sent this document' }],
    tags: Object.entries(tagDescriptions).map(([name, text]) => ({ name, description: text })),
    paths: toPaths(),
    components: { securitySchemes, schemas: { ...toNamedSchemas(), Error: errorSchema } },
  }
}
