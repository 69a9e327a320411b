/** Refusals that are the server’s fault. */
import { refusalsOf, wireCodes } from './server-error.ts'

const entry = refusalsOf('respond')

/** Failures of the server. */
export const respondErrors = {
  STORE_UNAVAILABLE: entry(
    [503, wireCodes.UNAVAILABLE],
    'INTERNAL',
    'storage is unavailable',
    'Try again in a few seconds; the request was not carried out.',
  ),
  INTERNAL: entry(
    [500, wireCodes.INTERNAL],
    'INTERNAL',
    'internal server error',
    'Try again; if it stays, give the operator the request id.',
  ),
} as const
