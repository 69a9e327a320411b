/** What a session may not do, in a page: one touch of the right passkey does it, and the session goes on. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { ExamplePage } from './example-page.ts'
import { buildSdkPage, openSdkSession, startSdk } from './sdk-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'
import { copyStoredSession } from './stored-session.ts'

let stage: Stage
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
})
afterEach(() => context.close())

describe.each(exampleNames)('the %s example', (name) => {
  const openWithSession = async (): Promise<ExamplePage> => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await example.signUp()
    await example.openSession()
    return example
  }

  it('adds a passkey during a session with one touch to make it and one to confirm it', async () => {
    const example = await openWithSession()
    const before = await example.tally()
    const session = await copyStoredSession(example.page)
    expect(await example.addPasskey()).toBe('You have another passkey (2 touches)')
    const after = await example.tally()
    expect(after).toEqual({
      signatures: before.signatures + 2,
      touches: before.touches + 2,
      // Refused, whose passkeys there are, and done.
      requests: before.requests + 3,
      traffic: before.traffic + 3,
    })
    expect(await copyStoredSession(example.page)).toBe(session)
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (no touch)")
  })
})

describe('the SDK', () => {
  let page: Page
  let authenticator: Awaited<ReturnType<typeof addVirtualAuthenticator>>

  beforeEach(async () => {
    page = await context.newPage()
    authenticator = await addVirtualAuthenticator(page)
    await page.goto(await stage.serve(await buildSdkPage()))
    await startSdk(page, stage, true)
    await openSdkSession(page)
  })

  const makeUser = (name: string): Promise<unknown> =>
    page.evaluate(async (userName) => {
      const passkey = await window.sdk.turnkey.passkeyClient().createUserPasskey()
      return (await fetch('/api/sign-up', { method: 'POST', body: JSON.stringify({ userName, passkey }) })).json()
    }, name)

  /** Renames the organization, which no session may. Returns the code of the error, and of its cause. */
  const renameOrganization = (): Promise<unknown> =>
    page.evaluate(async () => {
      const client = await window.sdk.turnkey.getActiveClient()
      return client.updateOrganizationName({ organizationName: 'Ada & Co' }).then(
        () => 'renamed',
        ({ code, cause }) => [code, cause?.code],
      )
    })

  const organizationName = (): Promise<string> =>
    page.evaluate(async () => {
      const client = await window.sdk.turnkey.getActiveClient()
      return (await client.getWhoami()).organizationName
    })

  it('asks for the passkeys of the account, not for another account’s on this device', async () => {
    const [own] = await authenticator.credentials()
    await makeUser('Grace')
    await page.evaluate(() => {
      const { credentials } = navigator
      const get = credentials.get.bind(credentials)
      credentials.get = (options) => {
        const ids = options?.publicKey?.allowCredentials?.map(({ id }) => [...new Uint8Array(id as ArrayBuffer)])
        Object.assign(window, { asked: ids })
        return get(options)
      }
    })
    expect(await renameOrganization()).toBe('renamed')
    expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toEqual([
      [...Buffer.from(own?.credentialId ?? '', 'base64')],
    ])
    expect(await organizationName()).toBe('Ada & Co')
  })

  it('says that another account’s passkey answered, where it does not know whose session it is', async () => {
    await authenticator.remove()
    await addVirtualAuthenticator(page)
    await makeUser('Grace')
    const outcome = await page.evaluate(async () => {
      const { iframe, turnkey } = window.sdk
      const user = await turnkey.getCurrentUser()
      localStorage.removeItem('@latchkey/session')
      const input = { organizationId: user?.organization.organizationId, organizationName: 'Grace & Co' }
      return iframe?.updateOrganizationName(input).then(
        () => 'renamed',
        ({ code, cause }) => [code, cause?.code],
      )
    })
    expect(outcome).toEqual(['PASSKEY_OF_ANOTHER_ACCOUNT', 'CREDENTIAL_ID_NOT_FOUND'])
  })

  it('changes nothing when the prompt is cancelled, and the session goes on', async () => {
    const session = await copyStoredSession(page)
    await authenticator.remove()
    await addVirtualAuthenticator(page, { isUserVerified: false })
    expect(await renameOrganization()).toEqual(['PASSKEY_CANCELLED', 'STEP_UP_REQUIRED'])
    expect(await copyStoredSession(page)).toBe(session)
    expect(await organizationName()).toBe("Ada's organization")
  })

  it('asks once for each of three requests at the same time', async () => {
    const before = await authenticator.signCount()
    const outcomes = await page.evaluate(async () => {
      const client = await window.sdk.turnkey.getActiveClient()
      const names = ['One', 'Two', 'Three']
      const renamed = names.map((organizationName) => client.updateOrganizationName({ organizationName }))
      return (await Promise.allSettled(renamed)).map(({ status }) => status)
    })
    expect(outcomes).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    expect(await authenticator.signCount()).toBe(before + 3)
  })
})
