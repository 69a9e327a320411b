/** What the pages use of an official package, as far as its generations agree; `bundlePage` puts one of them in its place. */
declare module 'official-client' {
  import type { FunctionComponent, ReactNode } from 'react'

  interface Whoami {
    readonly organizationId: string
    readonly userId: string
    readonly username: string
  }

  interface Account {
    readonly organizationId: string
    readonly userId: string
  }

  /** One-to-one methods. */
  export interface Client {
    getWhoami(input?: object): Promise<Whoami>
    getUser(input: object): Promise<{ user: { userId: string; userName: string } }>
    getApiKeys(input: object): Promise<{ apiKeys: { apiKeyId: string }[] }>
    createApiKeys(input: object): Promise<{ apiKeyIds: string[] }>
    deleteApiKeys(input: object): Promise<{ apiKeyIds: string[] }>
    createReadWriteSession(input: object): Promise<{ credentialBundle: string }>
    /** With a read-only session as its result. */
    login(): Promise<Whoami>
    refreshSession(input: object): Promise<void>
    loginWithBundle(input: object): Promise<void>
    loginWithSession(session: StoredSession | string): Promise<void>
  }

  type Transport = 'BLE' | 'INTERNAL' | 'NFC' | 'USB' | 'HYBRID'

  /** As the WebAuthn part of the packages returns it; everything in base64url. */
  export interface Attestation {
    readonly credentialId: string
    readonly clientDataJson: string
    readonly attestationObject: string
    readonly transports: `AUTHENTICATOR_TRANSPORT_${Transport}`[]
  }

  export interface Passkey {
    readonly encodedChallenge: string
    readonly attestation: Attestation
  }

  export interface PasskeyClient extends Client {
    createUserPasskey(): Promise<Passkey>
    /** Resolves to the bundle, or to an object that has it. */
    createPasskeySession(userId: string, targetKey: string, expirationSeconds?: string, id?: string): Promise<unknown>
    loginWithReadWriteSession(targetKey: string, expirationSeconds?: string): Promise<{ credentialBundle: string }>
    loginWithPasskey(input: object): Promise<void>
  }

  export interface IframeClient extends Client {
    readonly iframePublicKey: string | null
    injectCredentialBundle(bundle: string): Promise<boolean>
  }

  /** Client with a key in IndexedDB. */
  export interface KeyClient extends Client {
    init(): Promise<void>
    getPublicKey(): Promise<string | null>
    clear(): Promise<void>
  }

  /** As version 3 and later store it. */
  export interface StoredSession {
    readonly sessionType: string
    readonly userId: string
    readonly organizationId: string
    readonly expiry: number
    readonly token?: string
  }

  export interface Sdk {
    passkeyClient(): PasskeyClient
    iframeClient(config: { iframeContainer: HTMLElement | null; iframeUrl: string }): Promise<IframeClient>
    indexedDbClient(): Promise<KeyClient>
    getCurrentUser(): Promise<(Account & { organization: { organizationId: string } }) | undefined>
    /** Client of a read-only session. */
    currentUserSession(): Promise<Client | undefined>
    getAuthBundle(): Promise<unknown>
    getReadWriteSession(): Promise<unknown>
    getSession(): Promise<StoredSession | undefined>
    logoutUser(): Promise<boolean>
    logout(): Promise<boolean>
  }

  /** Of sdk-browser. */
  export const Turnkey: new (config: { apiBaseUrl: string; defaultOrganizationId: string }) => Sdk

  export interface ProviderConfig {
    readonly apiBaseUrl: string
    readonly defaultOrganizationId: string
    readonly iframeUrl: string
    readonly rpId: string
  }

  /** What sdk-react's hook gives; members are undefined until they are ready, or in versions that do not have them. */
  export interface Hook {
    readonly turnkey?: Sdk
    readonly passkeyClient?: PasskeyClient
    readonly authIframeClient?: IframeClient
    readonly indexedDbClient?: KeyClient
    readonly client?: Client
    readonly getActiveClient?: () => Promise<Client | undefined>
  }

  /** Of sdk-react. */
  export const TurnkeyProvider: FunctionComponent<{ config: ProviderConfig; children: ReactNode }>
  export const useTurnkey: () => Hook

  /** Of http: the attestation of a new passkey. */
  export function getWebAuthnAttestation(options: object): Promise<Attestation>

  /** Of core. */
  export const TurnkeyClient: new (config: object) => CoreClient

  export interface CoreClient {
    readonly httpClient: Client
    init(): Promise<void>
    createPasskey(input: object): Promise<Passkey>
    loginWithPasskey(input?: object): Promise<{ sessionToken: string }>
    getSession(): Promise<(StoredSession & { publicKey?: string }) | undefined>
    getAllSessions(): Promise<Record<string, StoredSession> | undefined>
    refreshSession(input: object): Promise<unknown>
    fetchUser(): Promise<{ userId: string; userName: string; authenticators: { credentialId: string }[] }>
    overridePasskeyStamper(input: object): Promise<void>
    updateUserName(input: object): Promise<string>
    addPasskey(input: object): Promise<string[]>
    removePasskeys(input: object): Promise<string[]>
    logout(): Promise<void>
  }
}
