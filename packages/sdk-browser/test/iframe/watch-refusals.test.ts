/** Noticing refusals. */
import { ApiError } from '@latchkey/http-client'
import { describe, expect, it } from 'vitest'
import { type Refusal, watchRefusals } from '../../src/iframe/watch-refusals.ts'

class Client {
  readonly #name = 'private'

  get name(): string {
    return this.#name
  }

  size(): number {
    return this.#name.length
  }

  async call(input: { organizationId?: string }, failure?: unknown): Promise<string> {
    if (failure) throw failure
    return `${this.#name} of ${input.organizationId}`
  }
}

describe('a watched client', () => {
  it('is the client it was', async () => {
    const client = watchRefusals(new Client(), () => undefined)
    expect(client).toBeInstanceOf(Client)
    expect([client.name, client.size(), await client.call({ organizationId: 'org' })]).toEqual([
      'private',
      7,
      'private of org',
    ])
  })

  it('tells of a refusal, and of the organization that was named, and the caller gets it as well', async () => {
    const heard: Refusal[] = []
    const client = watchRefusals(new Client(), (refusal) => heard.push(refusal))
    const error = new ApiError('API_KEY_EXPIRED')
    await expect(client.call({ organizationId: 'org' }, error)).rejects.toBe(error)
    await expect(client.call({}, error)).rejects.toBe(error)
    expect(heard).toEqual([
      { error, organizationId: 'org' },
      { error, organizationId: undefined },
    ])
  })

  it('does not tell of errors that are not the server’s', async () => {
    const heard: Refusal[] = []
    const client = watchRefusals(new Client(), (refusal) => heard.push(refusal))
    await expect(client.call({}, new TypeError('ours'))).rejects.toThrow('ours')
    expect(heard).toEqual([])
  })
})
