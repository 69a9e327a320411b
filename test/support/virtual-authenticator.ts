/** A passkey authenticator made of software, inside of Chromium: touches are simulated, and counted by what it signs. */
import type { CDPSession, Page } from 'playwright-core'

/** What one credential of the authenticator tells about itself. */
export type VirtualCredential = Awaited<ReturnType<typeof readCredentials>>[number]

/** An authenticator attached to a page. */
export interface VirtualAuthenticator {
  /** How many signatures all its credentials have made: one for each touch. */
  signCount(): Promise<number>
  /** Its credentials, private keys included. */
  credentials(): Promise<VirtualCredential[]>
  /** Spoils what it answers from now on: an empty signature, or the flags of a user who was not verified or not present. */
  override(bits: { isBogusSignature?: boolean; isBadUV?: boolean; isBadUP?: boolean }): Promise<void>
  /** Changes whether its one credential says it may be, and is, backed up. */
  setBackup(flags: { backupEligibility?: boolean; backupState?: boolean }): Promise<void>
  /** Puts a credential on it that another authenticator made. */
  add(credential: VirtualCredential): Promise<void>
  /** Puts a changed copy in the place of its one credential, as whoever stole the private key could. */
  replaceCredential(changes: Partial<VirtualCredential>): Promise<void>
  /** Detaches it; the page has no authenticator then. */
  remove(): Promise<void>
}

/** Settings of the authenticator; each has a default. */
export interface VirtualAuthenticatorOptions {
  /** Whether user verification succeeds; default true. */
  readonly isUserVerified?: boolean
  /** Whether it is touched at once; default true. When false, ceremonies wait for ever. */
  readonly automaticPresenceSimulation?: boolean
  /** Default `internal`. */
  readonly transport?: 'internal' | 'usb' | 'nfc' | 'ble'
  /** Whether new credentials say that they may be backed up; default false. */
  readonly defaultBackupEligibility?: boolean
  /** Whether new credentials say that they are backed up; default false. */
  readonly defaultBackupState?: boolean
}

const device = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
} as const

/**
 * Attaches a CTAP2 platform authenticator with resident keys to a page and its same-process frames.
 * @param page any page
 * @param options departures from the defaults
 */
export async function addVirtualAuthenticator(
  page: Page,
  options: VirtualAuthenticatorOptions = {},
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const defaults = { ...device, isUserVerified: true, automaticPresenceSimulation: true }
  const added = await session.send('WebAuthn.addVirtualAuthenticator', { options: { ...defaults, ...options } })
  const id = added.authenticatorId
  return {
    signCount: async () => (await readCredentials(session, id)).reduce((sum, { signCount }) => sum + signCount, 0),
    credentials: () => readCredentials(session, id),
    override: async (bits) => {
      await session.send('WebAuthn.setResponseOverrideBits', { authenticatorId: id, ...bits })
    },
    setBackup: async (flags) => {
      const { credentialId } = await onlyCredential(session, id)
      await session.send('WebAuthn.setCredentialProperties', { authenticatorId: id, credentialId, ...flags })
    },
    add: async (credential) => {
      await session.send('WebAuthn.addCredential', { authenticatorId: id, credential })
    },
    replaceCredential: async (changes) => {
      const credential = await onlyCredential(session, id)
      await session.send('WebAuthn.removeCredential', { authenticatorId: id, credentialId: credential.credentialId })
      await session.send('WebAuthn.addCredential', { authenticatorId: id, credential: { ...credential, ...changes } })
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id })
      await session.detach()
    },
  }
}

async function readCredentials(session: CDPSession, authenticatorId: string) {
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
  return credentials
}

async function onlyCredential(session: CDPSession, authenticatorId: string): Promise<VirtualCredential> {
  const [credential, ...others] = await readCredentials(session, authenticatorId)
  if (credential === undefined || others.length > 0)
    throw new Error('the authenticator does not hold exactly one credential')
  return credential
}
