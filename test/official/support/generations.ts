/** Which releases of sdk-browser and sdk-server are tested: at least one for each way in which they differ. */
import type { OfficialPackage } from './official-package.ts'

/** Release, and what it does differently from others. */
export interface Generation extends OfficialPackage {
  /** Ends of the activity types that it sends: a sub-organization, API keys, users. */
  readonly sends: readonly [subOrganization: string, apiKeys: string, users: string]
  /** Unit in which it expects the end of a read-only session, since 1970-01-01 UTC. */
  readonly sessionExpiry: 'seconds' | 'milliseconds'
  /** Ways to open a session besides making an API key. */
  readonly sessions: readonly ('createReadWriteSession' | 'stampLogin')[]
  /** Whether it has `addUserAuth`, which sends several writes side by side; no sdk-server has. */
  readonly changesManyAtOnce: boolean
}

type Differences = Omit<Generation, 'name' | 'from' | 'release'>

/** As everything up to 0.4 of sdk-browser. */
const first: Differences = {
  sends: ['SUB_ORGANIZATION_V4', 'API_KEYS', 'USERS_V2'],
  sessionExpiry: 'milliseconds',
  sessions: [],
  changesManyAtOnce: false,
}
const withTwoSuborgVersions: Differences = {
  sends: ['SUB_ORGANIZATION_V5', 'API_KEYS_V2', 'USERS_V2'],
  sessionExpiry: 'milliseconds',
  sessions: ['createReadWriteSession'],
  changesManyAtOnce: false,
}
const withSuborgV7: Differences = {
  ...withTwoSuborgVersions,
  sends: ['SUB_ORGANIZATION_V7', 'API_KEYS_V2', 'USERS_V2'],
}
const withUsersV3: Differences = {
  ...withSuborgV7,
  sends: ['SUB_ORGANIZATION_V7', 'API_KEYS_V2', 'USERS_V3'],
  changesManyAtOnce: true,
}
const withStampLogin: Differences = {
  ...withUsersV3,
  sessionExpiry: 'seconds',
  sessions: ['createReadWriteSession', 'stampLogin'],
}
const current: Differences = { ...withStampLogin, sends: ['SUB_ORGANIZATION_V8', 'API_KEYS_V2', 'USERS_V4'] }
/** What sdk-server never had. */
const onServers = { sessionExpiry: 'seconds', changesManyAtOnce: false } as const

const browser = (
  version: string,
  differences: Differences,
  where: Pick<OfficialPackage, 'name' | 'from'>,
): Generation => ({
  ...differences,
  ...where,
  release: `@turnkey/sdk-browser@${version}`,
})
const server = (version: string, differences: Differences, name: string): Generation => ({
  ...differences,
  ...onServers,
  name,
  release: `@turnkey/sdk-server@${version}`,
})
/** The copy that an sdk-react brought along. */
const broughtBy = (from: string) => ({ name: '@turnkey/sdk-browser', from })

/** In the order of their release. */
export const generations: readonly Generation[] = [
  browser('0.3.0', first, { name: 'sdk-browser-0.3' }),
  browser('1.2.2', withTwoSuborgVersions, { name: 'sdk-browser-1.2' }),
  browser('1.10.2', withSuborgV7, { name: 'sdk-browser-1.10' }),
  browser('1.11.2', withSuborgV7, broughtBy('sdk-react-2.0')),
  browser('1.16.0', { ...withSuborgV7, changesManyAtOnce: true }, broughtBy('sdk-react-3.1')),
  browser('3.0.1', withUsersV3, { name: 'sdk-browser-3.0' }),
  browser('4.3.0', withUsersV3, broughtBy('sdk-react-4.2')),
  browser('5.2.3', withStampLogin, { name: 'sdk-browser-5.2' }),
  browser('5.16.1', withStampLogin, broughtBy('sdk-react-5.5')),
  browser('6.1.0', current, { name: 'sdk-browser-6.1' }),
  browser('7.0.0', current, { name: 'sdk-browser-7.0' }),
  browser('8.2.1', current, { name: '@turnkey/sdk-browser' }),
  server('0.2.0', first, 'sdk-server-0.2'),
  server('1.7.3', withSuborgV7, 'sdk-server-1.7'),
  server('2.6.1', withUsersV3, 'sdk-server-2.6'),
  server('4.10.4', withStampLogin, 'sdk-server-4.10'),
  server('8.2.1', current, '@turnkey/sdk-server'),
]
