import { serverErrors } from '@latchkey/contract/errors'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../src/api-error.ts'
import { readResponse } from '../src/read-response.ts'

/** What reading an answer throws. */
function refusal(httpStatus: number, body: unknown): ApiError {
  try {
    readResponse(httpStatus, typeof body === 'string' ? body : JSON.stringify(body))
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const turnkeyDetail = {
  '@type': 'type.googleapis.com/errors.v1.TurnkeyErrorDetail',
  turnkeyErrorCode: 'PUBLIC_KEY_NOT_FOUND',
}
const errorInfo = (reason: unknown, metadata: unknown = {}, domain = 'latchkey') => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain,
  metadata,
})

describe('an answer', () => {
  it('is the JSON object of the body', () => {
    expect(readResponse(200, '{"userId":"a","more":[1]}')).toEqual({ userId: 'a', more: [1] })
  })

  it.each(['', 'null', '[]', '"text"', '7', '{"cut":', '<!doctype html>'])('%j is not of this API', (body) => {
    const error = refusal(200, body)
    expect(error).toMatchObject({
      code: 'RESPONSE_MALFORMED',
      httpStatus: 200,
      message: expect.stringContaining('200'),
    })
  })
})

describe('a refusal', () => {
  it.each(Object.entries(serverErrors))('%s arrives with its code, text and remedy', (reason, refused) => {
    const { message, wireCode, httpStatus, remedy, turnkeyErrorCode } = refused
    const details = [{ ...turnkeyDetail, turnkeyErrorCode }, errorInfo(reason, { remedy, requestId: 'r-1' })]
    const error = refusal(httpStatus, { code: wireCode, message, details })
    expect(error).toMatchObject({ code: reason, httpStatus, wireCode, message, remedy, details, requestId: 'r-1' })
    expect(error.fieldViolations).toEqual([])
  })

  it('names the fields that were refused', () => {
    const violation = { field: 'parameters.apiKeys.0.publicKey', description: 'must be a compressed P-256 public key' }
    const badRequest = {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [violation, { field: 7 }, null],
    }
    const details = [errorInfo('REQUEST_INVALID'), badRequest]
    expect(refusal(400, { code: 3, message: 'bad', details }).fieldViolations).toEqual([violation])
  })

  it('passes on a code that only a newer server knows', () => {
    expect(refusal(400, { code: 3, message: 'm', details: [errorInfo('LATER_CODE')] }).code).toBe('LATER_CODE')
  })

  it('lacks a remedy and a request id when the server sent none', () => {
    const error = refusal(400, { code: 3, message: 'm', details: [errorInfo('REQUEST_INVALID', null)] })
    expect(error.remedy).toBe('')
    expect(error.requestId).toBeUndefined()
  })
})

describe('an envelope without a code of this API', () => {
  it.each([
    ['no details', undefined],
    ['null details', null],
    ['details that are no list', 'x'],
    ['empty details', []],
    ['only an official detail', [turnkeyDetail]],
    ['the reason of another domain', [errorInfo('PUBLIC_KEY_NOT_FOUND', {}, 'googleapis.com')]],
    ['a reason that is no code', [errorInfo('<script>')]],
    ['a reason that is no text', [errorInfo(7)]],
    ['details that are no objects', [null, 3, 'x']],
  ])('%s: malformed, with what the server did say', (_name, details) => {
    const error = refusal(401, { code: 16, message: 'could not find public key', details })
    expect(error).toMatchObject({ code: 'RESPONSE_MALFORMED', httpStatus: 401, wireCode: 16 })
    expect(error.message).toContain('HTTP 401')
    expect(error.message).toContain('could not find public key')
  })

  it('may lack code and message too', () => {
    const error = refusal(500, {})
    expect(error).toMatchObject({ code: 'RESPONSE_MALFORMED', httpStatus: 500, wireCode: undefined, details: [] })
  })
})

describe('a body that is not JSON', () => {
  it.each([
    [502, '<html><body>Bad Gateway</body></html>'],
    [413, ''],
    [404, 'Not Found'],
  ])('HTTP %d is named, the body %j is not repeated', (httpStatus, body) => {
    const error = refusal(httpStatus, body)
    expect(error).toMatchObject({ code: 'RESPONSE_MALFORMED', httpStatus })
    expect(error.message).toBe(`The server answered HTTP ${httpStatus} with a body that is not a JSON object.`)
    expect(error.remedy).toContain('apiBaseUrl')
  })
})
