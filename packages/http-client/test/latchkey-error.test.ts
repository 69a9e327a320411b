import { type ClientErrorCode, clientErrors } from '@latchkey/contract/client-errors'
import { ApiError, LatchkeyError } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'

describe('LatchkeyError', () => {
  it.each(Object.keys(clientErrors) as ClientErrorCode[])('%s brings its text and remedy from the registry', (code) => {
    const error = new LatchkeyError(code)
    expect([error.message, error.remedy]).toEqual([...clientErrors[code]])
    expect(error).toMatchObject({ code, name: 'LatchkeyError' })
    expect(error).not.toHaveProperty('cause')
  })

  it('says what it is told instead, and keeps the cause', () => {
    const cause = new Error('underneath')
    const error = new LatchkeyError('CONFIG_INVALID', { message: 'rpId is empty.', remedy: 'Set it.', cause })
    expect(error).toMatchObject({ message: 'rpId is empty.', remedy: 'Set it.', cause })
  })

  it('has the code for text when a server sent none', () => {
    expect(new LatchkeyError('USER_NOT_FOUND')).toMatchObject({ message: 'USER_NOT_FOUND', remedy: '' })
  })
})

describe('ApiError', () => {
  it('is a LatchkeyError, empty where nothing is known', () => {
    const error = new ApiError('NETWORK_UNREACHABLE')
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toMatchObject({ name: 'ApiError', httpStatus: 0, details: [], fieldViolations: [] })
    expect(error.wireCode).toBeUndefined()
    expect(error.requestId).toBeUndefined()
    expect(error.remedy).not.toBe('')
  })
})
