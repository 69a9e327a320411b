/** The sign-up end point: a passkey that was just made becomes an account, by the API key that only the server has. */
import { Turnkey } from '@latchkey/sdk-server'
import { type NextRequest, NextResponse } from 'next/server'
import { toErrorAnswer } from '../../../../../node-backend/src/error-answer.ts'
import { signUp } from '../../../../../node-backend/src/sign-up.ts'
import { readSignUpRequest } from '../../../../../node-backend/src/sign-up-request.ts'
import { readPublicSettings } from '../../../server/settings.ts'

/**
 * `POST /api/sign-up` with a name and what `passkeyClient.createUserPasskey()` returned.
 * @param request from the page
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  try {
    return NextResponse.json(await signUp(makeClient(), await readSignUpRequest(request.body ?? [])))
  } catch (error) {
    const { status, body } = toErrorAnswer(error)
    return NextResponse.json(body, { status })
  }
}

/** The key pair comes from `LATCHKEY_API_PUBLIC_KEY` and `LATCHKEY_API_PRIVATE_KEY`. */
function makeClient(): ReturnType<Turnkey['apiClient']> {
  const { apiBaseUrl, organizationId } = readPublicSettings()
  return new Turnkey({ apiBaseUrl, defaultOrganizationId: organizationId }).apiClient()
}
