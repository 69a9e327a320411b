/** One Chromium, pages on several origins and an API server: what tests of real ceremonies need. */
import { createHash, randomBytes } from 'node:crypto'
import { toBase64url, toHex } from '@latchkey/crypto'
import type { BrowserContext, Frame, Page } from 'playwright-core'
import { rootActor, userParams, write } from '../../support/actors.ts'
import { errorCodeOf, memberAt, startTestApiServer, type TestServer } from '../../support/api-server.ts'
import { launchChromium } from '../../support/chromium.ts'
import { serveHtml } from '../../support/serve-html.ts'
import {
  addVirtualAuthenticator,
  type VirtualAuthenticator,
  type VirtualAuthenticatorOptions,
} from '../../support/virtual-authenticator.ts'
import { ceremonyPageHtml, type RegistrationAnswer, type RegistrationWish } from './ceremony-page.ts'

/** Pages of the tests. `app` and `login` are on the server's list, at `app.localhost` and `login.app.localhost`; the others are not. */
export type PageName = 'app' | 'login' | 'otherPort' | 'subdomain'

/** What {@link setStage} starts. */
export interface Stage {
  readonly server: TestServer
  /** Pages by name, each with the virtual authenticator of the case attached while there is one. */
  readonly pages: Readonly<Record<PageName, Page>>
  readonly origins: Readonly<Record<PageName, string>>
  close(): Promise<void>
}

/** Starts it all; the cases of one file share it. */
export async function setStage(): Promise<Stage> {
  const [site, otherSite] = [await serveHtml(ceremonyPageHtml), await serveHtml(ceremonyPageHtml)]
  const origins = {
    app: `http://app.localhost:${site.port}`,
    login: `http://login.app.localhost:${site.port}`,
    otherPort: `http://app.localhost:${otherSite.port}`,
    subdomain: `http://evil.app.localhost:${site.port}`,
  }
  const server = await startTestApiServer({ origins: [origins.app, origins.login] })
  const chromium = await launchChromium()
  const context = await chromium.newContext()
  const pages = {
    app: await openPage(context, origins.app),
    login: await openPage(context, origins.login),
    otherPort: await openPage(context, origins.otherPort),
    subdomain: await openPage(context, origins.subdomain),
  }
  const close = async (): Promise<void> => {
    await chromium.close()
    await Promise.all([server, site, otherSite].map((each) => each.close()))
  }
  return { server, pages, origins, close }
}

async function openPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin)
  return page
}

/**
 * A frame inside a page that may hold ceremonies.
 * @param page page that embeds it
 * @param url page inside
 */
export async function embed(page: Page, url: string): Promise<Frame> {
  await page.evaluate(
    (src) =>
      new Promise<void>((resolve) => {
        document.querySelector('iframe')?.remove()
        const frame = document.createElement('iframe')
        frame.allow = 'publickey-credentials-get *; publickey-credentials-create *'
        frame.src = src
        frame.onload = () => resolve()
        document.body.append(frame)
      }),
    url,
  )
  const frame = page.frames().find((each) => each.parentFrame() !== null)
  if (frame === undefined) throw new Error('the frame was not embedded')
  return frame
}

/** Where the rp id of every passkey is, unless a case says otherwise. */
const rpId = 'app.localhost'

/** Authenticator, the passkey on it, and ways to use it. */
export interface Enrolled {
  readonly authenticator: VirtualAuthenticator
  readonly organizationId: string
  readonly userId: string
  /** Holds a ceremony over a body on a page or in a frame; answers the header. */
  sign(body: string, where?: AssertionPlace): Promise<string>
  /** Signs and sends a read or a write; answers `200`, or the code of the refusal. */
  outcome(kind: 'read' | 'write', where?: AssertionPlace): Promise<unknown>
}

/** Departures from an honest assertion. */
export interface AssertionPlace {
  /** Default the page `app`. */
  readonly page?: Page | Frame
  /** Default `app.localhost`. */
  readonly rpId?: string
  /** Challenge made of the body; default the protocol's. */
  readonly challenge?: (body: string) => string
}

const challengeOf = (body: string): string => createHash('sha256').update(body).digest('hex')

/**
 * Attaches an authenticator to a page.
 * @param page where
 * @param options departures from a device-bound platform authenticator
 * @param work what to do with it; it is removed afterwards
 */
export async function withAuthenticator<Result>(
  page: Page,
  options: VirtualAuthenticatorOptions,
  work: (authenticator: VirtualAuthenticator) => Promise<Result>,
): Promise<Result> {
  const authenticator = await addVirtualAuthenticator(page, options)
  try {
    return await work(authenticator)
  } finally {
    await authenticator.remove()
  }
}

/** Ceremonies need focus, which only one tab of a browser has. */
async function focus(place: Page | Frame): Promise<void> {
  await ('bringToFront' in place ? place : place.page()).bringToFront()
}

/**
 * A real registration, as requests carry it.
 * @param page page or frame
 * @param wish departures from rp id `app.localhost` and no attestation
 */
export async function register(page: Page | Frame, wish: Partial<RegistrationWish> = {}): Promise<object> {
  const challenge = toHex(randomBytes(32))
  await focus(page)
  const answer: RegistrationAnswer = await page.evaluate((each) => window.ceremonies.register(each), {
    rpId,
    challenge,
    ...wish,
  })
  const attestation = { ...answer, transports: ['AUTHENTICATOR_TRANSPORT_INTERNAL'] }
  return { authenticatorName: 'browser', challenge: toBase64url(Buffer.from(challenge)), attestation }
}

/**
 * Makes a sub-organization whose root user has a passkey.
 * @param server where
 * @param registration from {@link register}
 */
export async function enroll(server: TestServer, registration: object): Promise<{ code: unknown; body: unknown }> {
  const rootUsers = [userParams({ authenticators: [registration] })]
  const parameters = { subOrganizationName: 'Child', rootUsers, rootQuorumThreshold: 1 }
  const answer = await write(server, await rootActor(server), 'create_sub_organization', parameters)
  return { code: errorCodeOf(answer) ?? answer.status, body: answer.body }
}

/**
 * Registers a passkey in the page `app` and enrols its user.
 * @param stage from {@link setStage}
 * @param authenticator attached to that page
 */
export async function enrolled({ server, pages }: Stage, authenticator: VirtualAuthenticator): Promise<Enrolled> {
  const registration = await register(pages.app)
  const credentialId = String(memberAt(registration, 'attestation.credentialId'))
  const { body: answer } = await enroll(server, registration)
  const result = memberAt(answer, 'activity.result.createSubOrganizationResultV8')
  const [organizationId, userId] = [memberAt(result, 'subOrganizationId'), memberAt(result, 'rootUserIds.0')].map(
    String,
  )
  const sign: Enrolled['sign'] = async (body, { page = pages.app, challenge = challengeOf, ...where } = {}) => {
    await focus(page)
    const wish = { rpId, credentialId, challenge: challenge(body), ...where }
    return page.evaluate((each) => window.ceremonies.assert(each), wish)
  }
  const outcome: Enrolled['outcome'] = async (kind, where) => {
    const [path, members] = requestOf(kind, String(organizationId), String(userId))
    const text = JSON.stringify(members)
    const sent = await server.post(path, text, { 'X-Stamp-Webauthn': await sign(text, where) })
    return errorCodeOf(sent) ?? sent.status
  }
  return { authenticator, organizationId: String(organizationId), userId: String(userId), sign, outcome }
}

function requestOf(kind: 'read' | 'write', organizationId: string, userId: string): [path: string, members: object] {
  if (kind === 'read') return ['/public/v1/query/whoami', { organizationId }]
  const parameters = { userId, userName: toHex(randomBytes(8)) }
  const type = 'ACTIVITY_TYPE_UPDATE_USER_NAME'
  return ['/public/v1/submit/update_user_name', { parameters, organizationId, timestampMs: String(Date.now()), type }]
}
