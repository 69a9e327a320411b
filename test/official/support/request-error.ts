/** What a refusal looks like to users of the official clients. */
import { expect } from 'vitest'

/**
 * Matches the error that the clients throw: a `TurnkeyRequestError` with the code, the text and the details of the answer.
 * @param code gRPC status on the wire
 * @param message how the server's sentence begins
 * @param turnkeyErrorCode name that the first detail carries
 */
export function requestError(code: number, message: string, turnkeyErrorCode: string): unknown {
  const detail = { '@type': 'type.googleapis.com/errors.v1.TurnkeyErrorDetail', turnkeyErrorCode }
  return expect.objectContaining({
    name: 'TurnkeyRequestError',
    code,
    message: expect.stringContaining(`Turnkey error ${code}: ${message}`),
    details: expect.arrayContaining([detail]),
  })
}
