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
 * The relying party ids a page may use: its host and, where it has several labels, the domains above it down to two labels.
 * @param origin allowed origin
 * @see WebAuthn L3 §5.1.3, HTML "is a registrable domain suffix of or is equal to"
 */
export function toRpIds(origin: string): string[] {
  const labels = new URL(origin).hostname.split('.')
  const hosts = labels.map((_, index) => labels.slice(index).join('.'))
  return hosts.filter((host, index) => index === 0 || host.includes('.'))
}

/**
 * The relying party ids of passkeys that can still be used on some page; undefined where the server's list alone decides, and with it
 * its operator.
 * @param lists the server's list, and those of the organization and its parent
 */
export function findUsableRpIds(lists: OriginLists): string[] | undefined {
  const [, narrower] = lists
  return narrower && [...new Set(narrower.filter((origin) => isAllowedPage(origin, lists)).flatMap(toRpIds))]
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
