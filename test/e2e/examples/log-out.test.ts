/** Logging out ends the session everywhere: copies of what it consisted of are worth nothing afterwards. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memberAt, stampWith } from '../../support/api-server.ts'
import { ExamplePage } from './example-page.ts'
import { findPrivateKey } from './find-secret.ts'
import { installRecorder } from './recorder.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'
import { copyStoredSession, pasteStoredSession, readStoredSession } from './stored-session.ts'

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

/** Status and error code of a query, stamped outside of any browser. */
async function query(name: string, privateKeyHex: string, members: object) {
  const body = JSON.stringify(members)
  const headers = await stampWith(privateKeyHex)(body)
  const response = await fetch(`${stage.devFile.apiUrl}/public/v1/query/${name}`, { method: 'POST', body, headers })
  const answer: unknown = await response.json()
  return { status: response.status, code: memberAt(answer, 'details.1.reason'), answer }
}

describe.each(exampleNames)('the %s example', (name) => {
  const openWithSession = async (): Promise<ExamplePage> => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await example.signUp()
    await example.openSession()
    return example
  }

  /** The session's private key, taken out of the auth iframe as no page can. */
  const stealPrivateKey = async (example: ExamplePage): Promise<string> => {
    const { publicKeyHex } = await readStoredSession(example.page)
    const recording = await example.authFrame(stage).evaluate(() => window.readRecording())
    const privateKey = await findPrivateKey(recording, publicKeyHex)
    if (privateKey === undefined) throw new Error('The watch over the auth iframe missed the key it made.')
    return privateKey.toString('hex')
  }

  it('leaves a saved copy of the session key that the server refuses', async () => {
    const example = await openWithSession()
    const { organizationId } = await readStoredSession(example.page)
    const privateKeyHex = await stealPrivateKey(example)
    expect(await query('whoami', privateKeyHex, { organizationId })).toMatchObject({ status: 200 })
    await example.logOut()
    expect(await query('whoami', privateKeyHex, { organizationId })).toMatchObject({
      status: 401,
      code: 'PUBLIC_KEY_NOT_FOUND',
    })
    const keys = await query('get_api_keys', stage.devFile.apiPrivateKey, { organizationId })
    expect(keys).toMatchObject({ status: 200, answer: { apiKeys: [] } })
  })

  it('leaves a saved copy of the stored bundle that opens nothing', async () => {
    const example = await openWithSession()
    const saved = await copyStoredSession(example.page)
    await example.logOut()
    await expect(copyStoredSession(example.page)).rejects.toThrow('No session is stored.')
    await pasteStoredSession(example.page, saved)
    await example.page.reload()
    await example.logIn()
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (1 touch)")
    expect(await example.timer.isVisible()).toBe(false)
  })

  it('shows the next person nothing of the one before', async () => {
    const example = await openWithSession()
    await example.listKeys()
    await example.logOut()
    expect(await example.page.locator('.user-name').filter({ visible: true }).count()).toBe(0)
    await example.signUp('Grace')
    expect(await example.page.locator('.user-name').textContent()).toBe('Grace')
    expect(await example.keys.count()).toBe(0)
    expect(await example.outcomes.requests.textContent()).toBe('')
    expect(await example.page.getByText('No session is open').isVisible()).toBe(true)
  })
})
