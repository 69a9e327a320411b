/**
 * The types of our client's methods agree with those of @turnkey/sdk-server 8.2.1, method by method; `npm run check` is what tells when they
 * do not. A new method is compared as soon as it is there, if the official client has one of its name.
 */
import type { ApiClient } from '@latchkey/http-client'
import { describe, expectTypeOf, it } from 'vitest'
import type { InputDivergences, OfficialClient, OutputDivergences } from './support/type-comparison.ts'

/** Methods of ours that the official client of this version does not have: there is nothing to compare. */
interface NotOfficial {
  /** Operations of our own. */
  readonly deleteReadOnlySessions: true
  readonly getSessions: true
  readonly endSessions: true
  readonly renewSession: true
  readonly setSessionLimits: true
  /** Stands for all of its `stamp…` methods. */
  readonly sign: true
}

type Method<Input, Output> = (input: Input) => Promise<Output>
type KeyInput = Parameters<ApiClient['createApiKeys']>[0]
type KeyOutput = Awaited<ReturnType<ApiClient['createApiKeys']>>

describe('our methods', () => {
  it('are named as the official ones', () => {
    expectTypeOf<Exclude<keyof ApiClient, keyof OfficialClient>>().toEqualTypeOf<keyof NotOfficial>()
  })

  it('take what the official ones take', () => {
    expectTypeOf<InputDivergences<ApiClient>>().toEqualTypeOf<'none'>()
  })

  it('answer what does for code written for the official ones', () => {
    expectTypeOf<OutputDivergences<ApiClient>>().toEqualTypeOf<'none'>()
  })
})

describe('the comparison', () => {
  it('tells a method that wants a member more', () => {
    type Changed = { createApiKeys: Method<KeyInput & { reason: string }, KeyOutput> }
    expectTypeOf<InputDivergences<Changed>>().toEqualTypeOf<'createApiKeys'>()
  })

  it('tells a method that takes a member of another type, deep inside', () => {
    type ApiKey = Omit<KeyInput['apiKeys'][number], 'expirationSeconds'> & { expirationSeconds?: number }
    type Changed = { createApiKeys: Method<Omit<KeyInput, 'apiKeys'> & { apiKeys: ApiKey[] }, KeyOutput> }
    expectTypeOf<InputDivergences<Changed>>().toEqualTypeOf<'createApiKeys'>()
  })

  it('tells a method whose answer lacks a member', () => {
    type Changed = { createApiKeys: Method<KeyInput, Omit<KeyOutput, 'apiKeyIds'>> }
    expectTypeOf<OutputDivergences<Changed>>().toEqualTypeOf<'createApiKeys'>()
  })

  it('tells a method whose answer has a member of another type, deep inside', () => {
    type Activity = Omit<KeyOutput['activity'], 'createdAt'> & { createdAt: { seconds: number; nanos: string } }
    type Changed = { createApiKeys: Method<KeyInput, Omit<KeyOutput, 'activity'> & { activity: Activity }> }
    expectTypeOf<OutputDivergences<Changed>>().toEqualTypeOf<'createApiKeys'>()
  })
})
