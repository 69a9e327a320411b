/** Registry of every refusal the API server answers with: stage, HTTP status, wire code, text and remedy. See docs/errors.md. */
import { acceptErrors } from './errors/accept.ts'
import { authenticateErrors } from './errors/authenticate.ts'
import { authorizeErrors } from './errors/authorize.ts'
import { handleErrors } from './errors/handle.ts'
import { respondErrors } from './errors/respond.ts'
import type { ServerError } from './errors/server-error.ts'

export { type ServerError, type Stage, wireCodes } from './errors/server-error.ts'

/** Refusals by code, in the order of the stages. Messages that official clients branch on are kept word for word. */
export const serverErrors = {
  ...acceptErrors,
  ...authenticateErrors,
  ...authorizeErrors,
  ...handleErrors,
  ...respondErrors,
} as const satisfies Record<string, ServerError>

/** Code of a refusal of the API server. */
export type ServerErrorCode = keyof typeof serverErrors
