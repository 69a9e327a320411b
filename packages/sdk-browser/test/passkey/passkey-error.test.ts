/** Browser exceptions by ceremony. */
import { clientErrors } from '@latchkey/contract/client-errors'
import { describe, expect, it } from 'vitest'
import { PasskeyError, toPasskeyError } from '../../src/passkey/passkey-error.ts'

describe('the error of a ceremony', () => {
  it.each([
    ['NotAllowedError', 'PASSKEY_CANCELLED', 'PASSKEY_CANCELLED'],
    ['AbortError', 'PASSKEY_REPLACED', 'PASSKEY_REPLACED'],
    ['TimeoutError', 'PASSKEY_CANCELLED', 'PASSKEY_CANCELLED'],
    ['OperationError', 'PASSKEY_BUSY', 'PASSKEY_BUSY'],
    ['SecurityError', 'PASSKEY_SITE_MISMATCH', 'PASSKEY_SITE_MISMATCH'],
    ['NotSupportedError', 'PASSKEY_FAILED', 'PASSKEY_OPTIONS_REFUSED'],
    ['InvalidStateError', 'PASSKEY_FAILED', 'PASSKEY_ALREADY_REGISTERED'],
    ['ConstraintError', 'PASSKEY_FAILED', 'PASSKEY_DEVICE_UNSUITABLE'],
    ['UnknownError', 'PASSKEY_FAILED', 'PASSKEY_FAILED'],
    ['NotReadableError', 'PASSKEY_FAILED', 'PASSKEY_FAILED'],
    ['EncodingError', 'PASSKEY_FAILED', 'PASSKEY_FAILED'],
  ])('for %s is %s with a passkey, %s making one', (name, whenUsing, whenMaking) => {
    const cause = new DOMException('what the browser says', name)
    expect(toPasskeyError('get', cause).code).toBe(whenUsing)
    expect(toPasskeyError('create', cause).code).toBe(whenMaking)
    expect(toPasskeyError('get', cause).cause).toBe(cause)
  })

  it('for a TypeError is PASSKEY_OPTIONS_REFUSED', () => {
    expect(toPasskeyError('create', new TypeError('user.id is too long')).code).toBe('PASSKEY_OPTIONS_REFUSED')
  })

  it.each([new Error('NotAllowedError'), 'text', null, undefined, { name: 'NotAllowedError' }])(
    'for %o is PASSKEY_FAILED',
    (cause) => {
      expect(toPasskeyError('get', cause).code).toBe('PASSKEY_FAILED')
    },
  )

  it('is the same when it is one already, and has text and remedy', () => {
    const error = new PasskeyError('PASSKEY_UNSUPPORTED')
    expect(toPasskeyError('create', error)).toBe(error)
    expect([error.message, error.remedy]).toEqual(clientErrors.PASSKEY_UNSUPPORTED)
    expect(error.name).toBe('PasskeyError')
  })
})
