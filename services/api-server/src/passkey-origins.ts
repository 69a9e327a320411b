/** On which pages passkeys are taken: the one question that `authenticate/` and `handle/` both ask. */
import { webauthnOriginsFeature } from '@latchkey/contract'
import { anyLocalhost, isAllowedOrigin, readOrigins } from '@latchkey/contract/origins'
import type { CallerFacts } from './caller.ts'
import type { System } from './system.ts'

/** Lists of origins, of which a page must be on every one: the server's, and those of the organization and its parent. */
export type OriginLists = readonly [server: readonly string[], ...narrower: (readonly string[])[]]

/** What a look-up of lists needs to reach. */
export interface OriginsReach {
  store: Pick<System['store'], 'findFeatureOfFamily'>
  policy: Pick<System['policy'], 'origins'>
}

/**
 * The lists that hold for passkeys of an organization, as they are committed now.
 * @param organization whose passkeys are meant, with its parent
 * @param reach store of the features, and the server's own list
 * @see Turnkey wire protocol: limits, passkey origins
 */
export async function findOriginLists(
  { organizationId, parentOrganizationId }: Pick<CallerFacts, 'organizationId' | 'parentOrganizationId'>,
  { store, policy }: OriginsReach,
): Promise<OriginLists> {
  const features = await store.findFeatureOfFamily(organizationId, parentOrganizationId, webauthnOriginsFeature)
  return [policy.origins, ...features.map(({ value = '' }) => readOriginsFeature(value))]
}

/**
 * Tells whether passkeys may be used on a page.
 * @param origin origin as the browser reports it
 * @param lists from {@link findOriginLists}
 */
export function isAllowedPage(origin: string, lists: OriginLists): boolean {
  return lists.every((list) => isAllowedOrigin(origin, list))
}

/**
 * Reads a value of `FEATURE_NAME_WEBAUTHN_ORIGINS`: exact origins, separated by commas or spaces, or in a JSON array.
 * @param value text as set, such as `https://app.example,https://admin.app.example`
 * @throws TypeError, SyntaxError when it names no origin, or something else than exact origins
 */
export function readOriginsFeature(value: string): string[] {
  const origins = value.startsWith('[') ? readArray(JSON.parse(value)) : readOrigins(value)
  if (origins.length === 0) throw new TypeError('there is no origin')
  if (origins.includes(anyLocalhost)) throw new TypeError(`"${anyLocalhost}" is not one exact origin`)
  return origins
}

function readArray(entries: readonly unknown[]): string[] {
  return entries.flatMap((entry) => {
    const origins = readOrigins(String(entry))
    if (origins.length !== 1 || origins[0] !== entry) throw new TypeError('an entry is not one exact origin')
    return origins
  })
}
