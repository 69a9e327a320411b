/** From anything thrown to what the browser may know of it. */
import { LatchkeyError } from '@latchkey/sdk-server'
import { BadRequest } from './sign-up-request.ts'

/**
 * HTTP status and JSON body that answer a failure.
 * @param error anything thrown
 */
export function toErrorAnswer(error: unknown): { status: number; body: unknown } {
  if (error instanceof BadRequest) return { status: 400, body: { message: error.message } }
  if (!(error instanceof LatchkeyError)) return { status: 500, body: { message: 'The server failed.' } }
  return { status: 502, body: { code: error.code, message: error.message, remedy: error.remedy } }
}
