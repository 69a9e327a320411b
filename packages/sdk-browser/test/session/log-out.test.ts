/** The order of logging out. */
import { describe, expect, it } from 'vitest'
import { logOut } from '../../src/session/log-out.ts'

const fail = async (): Promise<never> => {
  throw new Error('out of reach')
}

describe('logging out', () => {
  it('goes from the server over the iframe to storage', async () => {
    const done: string[] = []
    const step = (name: string) => async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push(name)
    }
    await logOut({
      deleteSessionKey: step('server'),
      deleteReadOnlySession: step('server'),
      resetIframe: step('iframe'),
      forgetAll: () => done.push('storage'),
    })
    expect(done).toEqual(['server', 'server', 'iframe', 'storage'])
  })

  it('wipes storage even if nothing else can be reached', async () => {
    let isForgotten = false
    const forgetAll = (): void => {
      isForgotten = true
    }
    await logOut({ deleteSessionKey: fail, deleteReadOnlySession: fail, resetIframe: fail, forgetAll })
    expect(isForgotten).toBe(true)
  })
})
