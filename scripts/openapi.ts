/** `npm run --silent openapi`: prints the API as an OpenAPI 3.1 document, JSON on stdout. */
import { toOpenApi } from '@latchkey/contract/openapi'

console.log(JSON.stringify(toOpenApi(), null, 2))
