/** Refusals of the first stage: which operation is meant, and is the request well formed? */
import { exhausted, invalid, notFound, refusalsOf, wireCodes } from './server-error.ts'

const entry = refusalsOf('accept')

/** Requests that are not well formed. */
export const acceptErrors = {
  UNKNOWN_PATH: entry(
    notFound,
    'UNSPECIFIED',
    'unknown path',
    'Check the URL: operations are POST /public/v1/query/… and POST /public/v1/submit/….',
  ),
  METHOD_NOT_ALLOWED: entry(
    [405, wireCodes.UNIMPLEMENTED],
    'REQUEST_INVALID',
    'method not allowed',
    'Send the request with POST.',
  ),
  OPERATION_UNAVAILABLE: entry(
    [501, wireCodes.UNIMPLEMENTED],
    'UNSPECIFIED',
    'not implemented',
    'This server does not offer the operation; see docs/compatibility.md for what it does.',
  ),
  BODY_TOO_LARGE: entry(
    [413, wireCodes.INVALID_ARGUMENT],
    'REQUEST_INVALID',
    'request body too large',
    'Send at most 64 KiB.',
  ),
  BODY_ENCODING_UNSUPPORTED: entry(
    [415, wireCodes.INVALID_ARGUMENT],
    'REQUEST_INVALID',
    'request body must not be compressed',
    'Send the body without Content-Encoding.',
  ),
  HTTP_MALFORMED: entry(
    invalid,
    'REQUEST_INVALID',
    'malformed, too slow or too large HTTP request',
    'Send one complete HTTP/1.1 request with at most 16 KiB of headers.',
  ),
  RATE_LIMIT_EXCEEDED: entry(
    exhausted,
    'RATE_LIMIT_EXCEEDED',
    'Too many requests. Please wait and try again in a few seconds',
    'Wait for the seconds in Retry-After, and send the same bytes again; the request was not carried out.',
  ),
  BODY_MALFORMED: entry(
    invalid,
    'REQUEST_INVALID',
    'bad request body',
    'Send one JSON object in UTF-8, without duplicate members.',
  ),
  REQUEST_INVALID: entry(
    invalid,
    'REQUEST_INVALID',
    'bad request body: a field is missing or malformed',
    'Correct the fields named in the details.',
  ),
  ORGANIZATION_ID_MALFORMED: entry(
    invalid,
    'INVALID_ORGANIZATION_ID',
    'malformed organization ID provided',
    'Send organizationId as a UUID.',
  ),
  ACTIVITY_TYPE_MISMATCH: entry(
    invalid,
    'REQUEST_INVALID',
    'activity type does not belong to this path',
    'Send a type that this path accepts; openapi.json lists them.',
  ),
} as const
