/** Step-up: what a session may not do is done once more with the passkey, and the session stays as it is. */
import type { Authenticator } from '@latchkey/contract'
import { ApiError, type Stamper } from '@latchkey/http-client'
import { PasskeyError } from './passkey-error.ts'
import { PasskeyStamper, toDescriptors } from './passkey-stamper.ts'

/** Whose passkey is asked for. */
export interface StepUpUser {
  /** Domain the passkeys belong to; default: the page's host name. */
  readonly rpId: string | undefined
  /** The passkeys of the session's user; `undefined` when it is not known whose session it is. */
  findPasskeys(): Promise<readonly Authenticator[] | undefined>
}

/** How the server answers a passkey of somebody else: unknown in this organization, or known in its parent. */
const foreign: readonly string[] = ['CREDENTIAL_ID_NOT_FOUND', 'ORGANIZATION_MISMATCH']

/**
 * The answer to a request that was refused with STEP_UP_REQUIRED, after one touch of a passkey of the session's user. Waits for
 * a prompt that is open.
 * @param refusal thrown when the user has no passkey; the `cause` when none is given
 * @param repeat sends the request once more, stamped by another stamper
 * @param user whose passkey is asked for
 * @throws PasskeyError when no passkey signs
 * @throws PASSKEY_OF_ANOTHER_ACCOUNT when the server does not know it as one of this account
 * @throws ApiError when the server refuses
 */
export async function stepUp<Answer>(
  refusal: ApiError,
  repeat: (stamper: Stamper) => Promise<Answer>,
  user: StepUpUser,
): Promise<Answer> {
  const passkeys = await user.findPasskeys()
  if (passkeys?.length === 0) throw refusal
  const allowCredentials = passkeys?.flatMap(toDescriptors)
  try {
    return await inTurn(() => repeat(new PasskeyStamper({ rpId: user.rpId, allowCredentials }, { kind: 'patient' })))
  } catch (error) {
    if (error instanceof PasskeyError) throw new PasskeyError(error.code, { cause: refusal })
    if (error instanceof ApiError && foreign.includes(error.code)) {
      throw new PasskeyError('PASSKEY_OF_ANOTHER_ACCOUNT', { cause: error })
    }
    throw error
  }
}

let previous: Promise<unknown> = Promise.resolve()

/** Answered, not only prompted, one after the other: requests that overtake each other would show the server a counter that goes back. */
function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const answer = previous.then(work, work)
  previous = answer
  return answer
}
