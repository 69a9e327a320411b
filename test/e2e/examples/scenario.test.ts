/** What the project is for, in both examples: one touch opens a session, and until it ends nothing asks for another. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ExamplePage } from './example-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'

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
  const open = (): Promise<ExamplePage> => ExamplePage.open(context, stage.urlOf(name))

  const openWithSession = async (): Promise<ExamplePage> => {
    const example = await open()
    await example.signUp()
    await example.openSession()
    return example
  }

  it('signs up with a new passkey and is logged in', async () => {
    const example = await open()
    await example.signUp('Ada')
    expect(await example.page.locator('.user-name').textContent()).toBe('Ada')
    expect(await example.page.getByText('No session is open').isVisible()).toBe(true)
    // To log in, and to list what is open.
    expect(await example.tally()).toMatchObject({ touches: 2, requests: 2 })
  })

  it('logs in with an existing passkey, in one touch', async () => {
    const example = await open()
    await example.signUp('Ada')
    await example.logOut()
    const before = await example.tally()
    await example.logIn()
    const after = await example.tally()
    expect(after).toEqual({
      signatures: before.signatures + 1,
      touches: before.touches + 1,
      requests: before.requests + 2,
      traffic: before.traffic + 2,
    })
    expect(await example.page.locator('.user-name').textContent()).toBe('Ada')
  })

  it('opens a session with exactly one touch', async () => {
    const example = await open()
    await example.signUp()
    await example.button('Open a session').waitFor()
    const before = await example.tally()
    await example.openSession()
    expect(await example.tally()).toEqual({
      signatures: before.signatures + 1,
      touches: before.touches + 1,
      requests: before.requests + 2,
      traffic: before.traffic + 2,
    })
  })

  it('makes 20 reads and 5 writes without a touch, one network request each', async () => {
    const example = await openWithSession()
    const before = await example.tally()
    for (let read = 0; read < 20; read++)
      expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (no touch)")
    for (let write = 1; write <= 5; write++)
      expect(await example.rename(`Ada ${write}`)).toBe(`You are now called Ada ${write} (no touch)`)
    expect(await example.tally()).toEqual({ ...before, requests: before.requests + 25, traffic: before.traffic + 25 })
    expect(await example.whoAmI()).toBe("You are Ada 5 of Ada's organization (no touch)")
    expect(await example.page.locator('.user-name').textContent()).toBe('Ada 5')
  })

  it('lists the session key with its end', async () => {
    const example = await openWithSession()
    expect(await example.listKeys()).toBe('You have 1 key (no touch)')
    expect(await example.keys.textContent()).toMatch(/^Session Key .*[0-9a-f]{8}….*until /)
  })

  it('goes on without a touch after a reload', async () => {
    const example = await openWithSession()
    await example.rename('Grace')
    const { signatures } = await example.tally()
    await example.page.reload()
    await example.timer.waitFor()
    await example.listedBySession()
    expect(await example.page.locator('.user-name').textContent()).toBe('Grace')
    expect(await example.whoAmI()).toBe("You are Grace of Ada's organization (no touch)")
    expect(await example.tally()).toMatchObject({ signatures, touches: 0, requests: 2 })
  })

  it('asks for the passkey once a session of 2 seconds has ended, one touch for a request', async () => {
    const example = await open()
    await example.signUp()
    await example.startSession(2)
    await example.page.getByText('Your session has ended').waitFor()
    await example.listedByLogIn()
    const before = await example.tally()
    expect(await example.timer.isVisible()).toBe(false)
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (1 touch)")
    expect(await example.tally()).toEqual({
      signatures: before.signatures + 1,
      touches: before.touches + 1,
      requests: before.requests + 1,
      traffic: before.traffic + 1,
    })
  })

  it('says that a prompt was cancelled, and nothing has changed', async () => {
    const example = await open()
    await example.signUp()
    await example.declineFromNowOn()
    await example.button('Open a session').click()
    const sentence = 'The passkey prompt was cancelled or timed out. Try again and confirm the prompt.'
    await expect.poll(() => example.outcomes.session.textContent()).toBe(sentence)
    expect(await example.page.getByText('No session is open').isVisible()).toBe(true)
    expect(await example.button('Open a session').isEnabled()).toBe(true)
    expect(await example.tally()).toMatchObject({ signatures: 0, requests: 2 })
  })

  it('refuses to make an account when the prompt is cancelled', async () => {
    const example = await open()
    await example.declineFromNowOn()
    await example.page.getByLabel('Your name').fill('Ada')
    await example.button('Sign up with a passkey').click()
    await expect.poll(() => example.outcomes.signUp.textContent()).toMatch(/^The passkey prompt was cancelled/)
    expect(example.traffic.filter((request) => request.startsWith('POST'))).toEqual([])
  })
})
