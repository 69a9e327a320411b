import type { ActivityRecord, OperationName, User } from '@latchkey/contract'
import type { ServerErrorCode } from '@latchkey/contract/errors'
import type {
  ActivityInput,
  ActivityOutput,
  ApiClient,
  ApiError,
  ApiErrorCode,
  LatchkeyError,
  LatchkeyErrorCode,
  OperationInput,
  QueryInput,
  SignedRequest,
} from '@latchkey/http-client'
import { describe, expectTypeOf, it } from 'vitest'

interface Whoami {
  organizationId: string
  organizationName: string
  userId: string
  username: string
}

describe('types of the calls', () => {
  it('whoami takes an organization or nothing', () => {
    expectTypeOf<ApiClient['getWhoami']>().toBeCallableWith()
    expectTypeOf<ApiClient['getWhoami']>().toBeCallableWith({ organizationId: 'id' })
    expectTypeOf<ApiClient['getWhoami']>().toBeCallableWith({ organizationId: undefined })
    expectTypeOf<ApiClient['getWhoami']>().returns.resolves.toEqualTypeOf<Whoami>()
  })

  it('reads need their filters, but no organization', () => {
    expectTypeOf<{ userId: string }>().toExtend<QueryInput<'get_user'>>()
    expectTypeOf<{ organizationId: string }>().not.toExtend<QueryInput<'get_user'>>()
    expectTypeOf<{ userId: number }>().not.toExtend<QueryInput<'get_user'>>()
    expectTypeOf<ApiClient['getUser']>().returns.resolves.toEqualTypeOf<{ user: User }>()
  })

  it('writes take the parameters flat and return the result flat', () => {
    expectTypeOf<ActivityInput<'update_user_name'>['userName']>().toEqualTypeOf<string>()
    expectTypeOf<ActivityInput<'update_user_name'>['timestampMs']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<{ userId: string }>().not.toExtend<ActivityInput<'update_user_name'>>()
    expectTypeOf<ActivityOutput<'create_api_keys'>['apiKeyIds']>().toEqualTypeOf<string[]>()
    expectTypeOf<ActivityOutput<'create_api_keys'>['activity']>().toEqualTypeOf<ActivityRecord>()
    expectTypeOf<ApiClient['createApiKeys']>().returns.resolves.toEqualTypeOf<ActivityOutput<'create_api_keys'>>()
    expectTypeOf<ActivityOutput<'create_read_only_session'>['session']>().toEqualTypeOf<string>()
  })

  it('sign takes any operation with the input of its method', () => {
    expectTypeOf<Parameters<ApiClient['sign']>[0]>().toEqualTypeOf<OperationName>()
    expectTypeOf<ApiClient['sign']>().returns.resolves.toEqualTypeOf<SignedRequest>()
    expectTypeOf<OperationInput<'get_user'>>().toEqualTypeOf<QueryInput<'get_user'>>()
    expectTypeOf<OperationInput<'create_api_keys'>>().toEqualTypeOf<ActivityInput<'create_api_keys'>>()
  })
})

describe('types of the errors', () => {
  it('codes are closed unions', () => {
    expectTypeOf<LatchkeyError['code']>().toEqualTypeOf<LatchkeyErrorCode>()
    expectTypeOf<ApiError['code']>().toEqualTypeOf<ApiErrorCode>()
    expectTypeOf<ServerErrorCode>().toExtend<ApiErrorCode>()
    expectTypeOf<'PASSKEY_CANCELLED'>().toExtend<LatchkeyErrorCode>()
    expectTypeOf<'PASSKEY_CANCELLED'>().not.toExtend<ApiErrorCode>()
    expectTypeOf<string>().not.toExtend<LatchkeyErrorCode>()
  })
})
