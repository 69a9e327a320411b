/** Passkeys as a real browser handles them: what goes wrong has a name, the right one is asked for, fields suggest it. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { ExamplePage } from './example-page.ts'
import { buildSdkPage, openSdkSession, startSdk } from './sdk-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'

let stage: Stage
let url: string
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
  url = await stage.serve(await buildSdkPage())
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
})
afterEach(() => context.close())

describe.each(exampleNames)('the %s example', (name) => {
  it('confirms another passkey with the one that logged in, without a session', async () => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await example.signUp()
    const { requests } = await example.tally()
    expect(await example.addPasskey()).toBe('You have another passkey (2 touches)')
    expect(await example.addPasskey()).toBe('You have another passkey (2 touches)')
    expect(await example.tally()).toMatchObject({ requests: requests + 2 })
  })
})

describe('the SDK', () => {
  let page: Page
  let authenticator: VirtualAuthenticator

  beforeEach(async () => {
    page = await context.newPage()
    authenticator = await addVirtualAuthenticator(page)
    await page.goto(url)
    await startSdk(page, stage, true)
  })

  /** The codes of making and of using a passkey with some options. */
  const codes = (options: PublicKeyCredentialCreationOptions | object, rpId?: string): Promise<unknown> =>
    page.evaluate(
      async ([publicKey, domain]) => {
        const client = window.sdk.turnkey.passkeyClient({ rpId: domain })
        const codeOf = (work: Promise<unknown>): Promise<string> =>
          work.then(
            () => 'done',
            ({ code }) => code,
          )
        return [await codeOf(client.createUserPasskey({ publicKey })), await codeOf(client.getWhoami())]
      },
      [options, rpId] as const,
    )

  it.each([
    ['another site’s passkeys', {}, 'elsewhere.example', ['PASSKEY_SITE_MISMATCH', 'PASSKEY_SITE_MISMATCH']],
    [
      'options that are none',
      { attestation: 'none', timeout: 1, user: { id: 'text', name: '', displayName: '' } },
      undefined,
      ['PASSKEY_OPTIONS_REFUSED', 'PASSKEY_CANCELLED'],
    ],
  ])('names what is wrong with %s', async (_, options, rpId, expected) => {
    expect(await codes(options, rpId)).toEqual(expected)
  })

  it('names a passkey that is there already', async () => {
    const outcome = await page.evaluate(async () => {
      const client = window.sdk.turnkey.passkeyClient()
      const { attestation } = await client.createUserPasskey()
      const base64 = attestation.credentialId.replaceAll('-', '+').replaceAll('_', '/')
      const id = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const excludeCredentials = [{ type: 'public-key' as const, id }]
      const codeOf = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'done',
          ({ code }) => code,
        )
      return codeOf(client.createUserPasskey({ publicKey: { excludeCredentials } }))
    })
    expect(outcome).toBe('PASSKEY_ALREADY_REGISTERED')
  })

  it('names a prompt that a newer one replaced', async () => {
    await authenticator.remove()
    await addVirtualAuthenticator(page, { automaticPresenceSimulation: false })
    const code = await page.evaluate(async () => {
      const client = window.sdk.turnkey.passkeyClient()
      const older = client.createUserPasskey().catch(({ code }) => code)
      client.createUserPasskey().catch(() => undefined)
      return older
    })
    expect(code).toBe('PASSKEY_REPLACED')
  })

  it('opens a session from a target key alone, with a key made in the page', async () => {
    const key = await page.evaluate(() => window.sdk.iframe?.iframePublicKey ?? '')
    await page.reload()
    await startSdk(page, stage, false)
    expect(await openSdkSession(page, key)).toMatch(/^[1-9A-Za-z]{100,}$/)
  })

  it('logs in whoever takes the passkey a field suggests', async () => {
    await openSdkSession(page)
    await page.evaluate(() => window.sdk.turnkey.logoutUser())
    const username = await page.evaluate(async () => {
      const { turnkey } = window.sdk
      const login = await window.extras.offerPasskeys(turnkey.passkeyClient(), new AbortController().signal)
      return [login?.username, (await turnkey.getCurrentUser())?.username]
    })
    expect(username).toEqual(['Ada', 'Ada'])
  })

  it('tells the passkey manager which passkey is gone, and what somebody is called', async () => {
    await openSdkSession(page)
    const before = await authenticator.credentials()
    const heard = await page.evaluate(async () => {
      const { turnkey } = window.sdk
      const user = await turnkey.getCurrentUser()
      if (!user?.passkey) throw new Error('It is not known who logged in.')
      const { credentialId } = user.passkey
      return [
        await window.extras.signalName(user, 'Ada Lovelace'),
        await window.extras.signalPasskeys(user, [credentialId]),
        await window.extras.signalDeleted(credentialId),
      ]
    })
    expect(heard).toEqual([true, true, true])
    expect(before).toHaveLength(1)
    await expect.poll(() => authenticator.credentials()).toEqual([])
  })
})
