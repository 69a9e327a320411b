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
  /** Detaches it; the page has no authenticator then. */
  remove(): Promise<void>
}

/** Settings of the authenticator; each has a default. */
export interface VirtualAuthenticatorOptions {
  /** Whether user verification succeeds; default true. */
  readonly isUserVerified?: boolean
  /** Whether it is touched at once; default true. When false, ceremonies wait for ever. */
  readonly automaticPresenceSimulation?: boolean
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
