/** Reads the body of the sign-up end point, whichever server it came to. */
import type { SignUpRequest } from './sign-up.ts'

const bodyLimitBytes = 64 * 1024

/** What the browser sent makes no sense; the message says why. */
export class BadRequest extends Error {}

/**
 * Reads name and passkey.
 * @param body bytes as they arrive, UTF-8
 * @throws BadRequest when it is too large, no JSON, or lacks something
 */
export async function readSignUpRequest(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<SignUpRequest> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > bodyLimitBytes) throw new BadRequest('The request is too large.')
    chunks.push(chunk)
  }
  return checkSignUp(parseJson(Buffer.concat(chunks).toString('utf8')))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('The request is not JSON.')
  }
}

function checkSignUp(body: unknown): SignUpRequest {
  const request = body as Partial<SignUpRequest> | null
  if (typeof request?.userName !== 'string' || request.userName.trim() === '')
    throw new BadRequest('Please enter a name.')
  if (typeof request.passkey !== 'object' || request.passkey === null) throw new BadRequest('The passkey is missing.')
  return { userName: request.userName.trim(), passkey: request.passkey }
}
