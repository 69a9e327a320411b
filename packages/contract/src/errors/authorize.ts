/** Refusals of the third stage: may the caller do this? */
import { denied, refusalsOf } from './server-error.ts'

const entry = refusalsOf('authorize')

/** Requests their sender may not make. */
export const authorizeErrors = {
  REQUEST_NOT_AUTHORIZED: entry(
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'request not authorized',
    'Ask a root user of the organization to do this.',
  ),
  ORGANIZATION_MISMATCH: entry(
    denied,
    'ORGANIZATION_MISMATCH',
    'organization mismatch: the credential belongs to another organization than the request targets',
    'Send the id of the organization the credential belongs to.',
  ),
  CALLER_NOT_PARENT: entry(
    denied,
    'INVALID_ACTIVITY_CALLER',
    'sub-organizations cannot have sub-organizations',
    'Send this activity to the parent organization, with one of its credentials.',
  ),
  CALLER_NOT_SUB_ORGANIZATION: entry(
    denied,
    'INVALID_ACTIVITY_CALLER',
    'only a sub-organization can be deleted',
    'Send this activity to the sub-organization, with a credential of its root user.',
  ),
  SESSION_READ_ONLY: entry(
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'a read-only session cannot submit activities',
    'Stamp the request with a passkey or a session key.',
  ),
  STEP_UP_REQUIRED: entry(
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'step-up required: a session key cannot do this',
    'Stamp this request with the passkey.',
  ),
  SESSION_SCOPE_EXCEEDED: entry(
    denied,
    'REQUEST_NOT_AUTHORIZED',
    'the scope of this session does not allow this activity',
    'Stamp this request with the passkey, or log in with a session profile whose scope allows it.',
  ),
} as const
