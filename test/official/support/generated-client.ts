/** The part of the official clients' one-to-one methods that every generation has, and how each package makes such a client. */
import { loadOfficial, type OfficialPackage } from './official-package.ts'

/** Key pair in hexadecimal. */
export interface ApiKeyPair {
  readonly apiPublicKey: string
  readonly apiPrivateKey: string
}

/** Header over a body. */
export interface Stamper {
  stamp(body: string): Promise<{ stampHeaderName: string; stampHeaderValue: string }>
}

/** Where a client sends to, and in whose name. */
export interface ClientConfig {
  readonly apiBaseUrl: string
  readonly organizationId: string
  readonly stamper: Stamper
}

interface Whoami {
  readonly organizationId: string
  readonly userId: string
  readonly username: string
}

interface User {
  readonly userId: string
  readonly userName: string
  readonly userEmail?: string
  readonly apiKeys: readonly { readonly apiKeyId: string }[]
  readonly authenticators: readonly { readonly authenticatorId: string }[]
}

type Created<Name extends string> = { readonly [Key in Name]: string[] }

/** Methods as all of them have them; what a package does not have is optional. */
export interface GeneratedClient {
  getWhoami(input?: object): Promise<Whoami>
  getUser(input: object): Promise<{ user: User }>
  getUsers(input?: object): Promise<{ users: User[] }>
  getSubOrgIds(input: object): Promise<{ organizationIds: string[] }>
  getApiKeys(input: object): Promise<{ apiKeys: { apiKeyId: string; apiKeyName: string }[] }>
  getAuthenticators(input: object): Promise<{ authenticators: { authenticatorId: string; credentialId: string }[] }>
  getActivities(input?: object): Promise<{ activities: { type: string; status: string }[] }>
  createSubOrganization(input: object): Promise<{ subOrganizationId: string; rootUserIds?: string[] }>
  createUsers(input: object): Promise<Created<'userIds'>>
  updateUser(input: object): Promise<{ userId: string }>
  deleteUsers(input: object): Promise<Created<'userIds'>>
  createApiKeys(input: object): Promise<Created<'apiKeyIds'>>
  deleteApiKeys(input: object): Promise<Created<'apiKeyIds'>>
  createAuthenticators(input: object): Promise<Created<'authenticatorIds'>>
  deleteAuthenticators(input: object): Promise<Created<'authenticatorIds'>>
  createReadOnlySession(input: object): Promise<Whoami & { session: string; sessionExpiry: string }>
  createReadWriteSession?(input: object): Promise<Whoami & { credentialBundle: string }>
  addUserAuth?(input: object): Promise<unknown[]>
  stampLogin?(input: object): Promise<{ session: string }>
}

type ClientClass = new (config: ClientConfig) => GeneratedClient

/** What a package exports of this: sdk-browser and sdk-server name the class differently. */
interface GeneratedClientModule {
  readonly TurnkeyBrowserClient?: ClientClass
  readonly TurnkeyServerClient?: ClientClass
  readonly ApiKeyStamper: new (keyPair: ApiKeyPair) => Stamper
}

/** One package's way to make clients. */
export interface ClientMaker {
  /** With any stamper. */
  client(config: ClientConfig): GeneratedClient
  /** The package's own stamper for an API key. */
  stamper(keyPair: ApiKeyPair): Stamper
}

/**
 * Loads a package into Node.
 * @param official an sdk-browser or sdk-server
 */
export function loadClientMaker(official: OfficialPackage): ClientMaker {
  const { TurnkeyBrowserClient, TurnkeyServerClient, ApiKeyStamper } = loadOfficial(official) as GeneratedClientModule
  const Client = TurnkeyServerClient ?? TurnkeyBrowserClient
  if (Client === undefined) throw new Error(`${official.release} exports no client.`)
  return { client: (config) => new Client(config), stamper: (keyPair) => new ApiKeyStamper(keyPair) }
}
