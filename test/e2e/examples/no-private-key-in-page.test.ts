/** The page's realm never sees the private half of a session key that is made in the auth iframe: every door of the realm is watched. */
import { generateTargetKey, openCredentialBundle, toHex } from '@latchkey/crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addVirtualAuthenticator } from '../../support/virtual-authenticator.ts'
import { ExamplePage } from './example-page.ts'
import { findPrivateKey, findSecret } from './find-secret.ts'
import { installRecorder, type Recording } from './recorder.ts'
import { buildSdkPage, openSdkSession, startSdk } from './sdk-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'
import { readStoredSession } from './stored-session.ts'

let stage: Stage
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
  await context.addInitScript(installRecorder)
})
afterEach(() => context.close())

const readRecording = (realm: Pick<Page, 'evaluate'>): Promise<Recording> =>
  realm.evaluate(() => window.readRecording())

describe.each(exampleNames)('the %s example', (name) => {
  it('opens and uses a session whose private key only the auth iframe sees', async () => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await example.signUp()
    await example.openSession()
    await example.whoAmI()
    await example.rename('Grace')
    const { publicKeyHex } = await readStoredSession(example.page)
    const frame = await readRecording(example.authFrame(stage))
    const secret = await findPrivateKey(frame, publicKeyHex)
    if (secret === undefined) throw new Error('The watch over the auth iframe missed the key it made.')
    expect(findSecret(frame, secret)).not.toEqual([])
    const page = await readRecording(example.page)
    expect(findSecret(page, Buffer.from(publicKeyHex, 'hex'))).toContain('hexadecimal')
    expect(findSecret(page, secret)).toEqual([])

    await example.page.reload()
    await example.timer.waitFor()
    await example.whoAmI()
    expect(findSecret(await readRecording(example.authFrame(stage)), secret)).not.toEqual([])
    expect(findSecret(await readRecording(example.page), secret)).toEqual([])

    await example.logOut()
    expect(findSecret(await readRecording(example.page), secret)).toEqual([])
  })
})

describe('a page that makes the session key itself', () => {
  it('is caught by the same watch', async () => {
    const page = await context.newPage()
    await addVirtualAuthenticator(page)
    await page.goto(await stage.serve(await buildSdkPage()))
    await startSdk(page, stage, false)
    const targetKey = await generateTargetKey()
    const bundle = await openSdkSession(page, toHex(targetKey.publicKey))
    const secret = await openCredentialBundle({ bundle, targetKey })
    const recording = await readRecording(page)
    expect(findSecret(recording, secret)).toEqual(expect.arrayContaining(['bytes', 'base64url']))
    const { publicKeyHex } = await readStoredSession(page)
    expect(await findPrivateKey(recording, publicKeyHex)).toEqual(Buffer.from(secret))
  })
})
