/** Notices when the server refuses a request of a client, without standing between the two. */
import { ApiError } from '@latchkey/http-client'

/** A method call that the server refused. */
export interface Refusal {
  readonly error: ApiError
  /** Organization the call named, if any. */
  readonly organizationId: string | undefined
}

/**
 * The same client, whose refused calls are also told to someone; the caller gets the error as ever.
 * @param client any client of the API
 * @param hear called before the caller's rejection handlers
 */
export function watchRefusals<Client extends object>(client: Client, hear: (refusal: Refusal) => void): Client {
  return new Proxy(client, {
    get(target, name) {
      // The client itself stays `this` of its members: private ones exist on nothing else.
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...inputs: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, inputs)
        if (!(result instanceof Promise)) return result
        return result.catch((error: unknown) => {
          if (error instanceof ApiError) hear({ error, organizationId: findOrganizationId(inputs[0]) })
          throw error
        })
      }
    },
  })
}

function findOrganizationId(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('organizationId' in input)) return undefined
  return typeof input.organizationId === 'string' ? input.organizationId : undefined
}
