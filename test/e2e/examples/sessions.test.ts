/** What is open in a person's name, in both examples: seen, renewed and ended where they would look for it. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ExamplePage } from './example-page.ts'
import { exampleNames, type Stage, setStage } from './stage.ts'

let stage: Stage
let context: BrowserContext
let otherContext: BrowserContext

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage?.close())
beforeEach(async () => {
  context = await stage.newContext()
  otherContext = await stage.newContext()
})
afterEach(() => Promise.all([context.close(), otherContext.close()]))

describe.each(exampleNames)('the %s example', (name) => {
  const openSession = async (seconds?: number): Promise<ExamplePage> => {
    const example = await ExamplePage.open(context, stage.urlOf(name))
    await example.signUp()
    if (seconds === undefined) await example.openSession()
    else {
      await example.startSession(seconds)
      await example.listedBySession()
    }
    return example
  }

  /** The same person with the same passkey in another browser. */
  const openElsewhere = async (example: ExamplePage): Promise<ExamplePage> => {
    const other = await ExamplePage.open(otherContext, stage.urlOf(name))
    for (const credential of await example.authenticator.credentials()) await other.authenticator.add(credential)
    await other.logIn()
    await other.openSession()
    return other
  }

  const outcomeOf = (example: ExamplePage) => expect.poll(() => example.outcomes.sessions.textContent())

  it('lists the sessions of both browsers, and ends one, then all others, without a touch', async () => {
    const example = await openSession()
    const other = await openElsewhere(example)
    await example.button('Refresh').click()
    await expect.poll(() => example.sessions.count()).toBe(4)
    expect(await example.sessions.allTextContents()).toEqual([
      expect.stringMatching(/^Passkey “First passkey”Chrome \d+ on LinuxReads and writes until .*Opened just now, /),
      expect.stringMatching(/^Passkey “First passkey”Chrome \d+ on LinuxLog-in, only reads until .*Opened just now, /),
      expect.stringMatching(/^Passkey “First passkey”This session.*Reads and writes until .*Opened just now, in use/),
      expect.stringMatching(/^Passkey “First passkey”Chrome \d+ on LinuxLog-in, only reads until .*Opened just now, /),
    ])
    const [before, otherBefore] = [await example.tally(), await other.tally()]

    await example.sessions.first().getByRole('button').press('Enter')
    await outcomeOf(example).toBe('The session has ended (no touch)')
    // Its button is gone, and with it the keyboard's place.
    await expect.poll(() => example.page.locator(':focus').textContent()).toBe('Your sessions')
    expect(await example.sessions.count()).toBe(3)
    expect(await other.whoAmI()).not.toMatch(/^You are/)
    await other.page.getByText('Your session has ended').waitFor()

    await example.button('End all others').click()
    await outcomeOf(example).toBe('All others have ended (no touch)')
    expect(await example.sessions.count()).toBe(1)
    expect(await example.button('End all others').isVisible()).toBe(false)
    await other.button('Refresh').click()
    await other.page.getByText('Open a session to see what is open').waitFor()

    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (no touch)")
    const { signatures, touches } = before
    expect(await example.tally()).toMatchObject({ signatures, touches })
    expect((await other.tally()).signatures).toBe(otherBefore.signatures)
  })

  it('ends its own session without a touch or an error, and asks for the passkey afterwards', async () => {
    const example = await openSession()
    const { touches } = await example.tally()
    const refused: string[] = []
    example.page.on('response', (response) => response.ok() || refused.push(response.url()))
    await example.page.evaluate(() => {
      new MutationObserver(() => {
        if (document.querySelector('.bad:not([hidden])')) document.body.dataset.hasComplained = ''
      }).observe(document.body, { childList: true, subtree: true })
    })
    await example.page.getByRole('button', { name: 'End this session: Passkey “First passkey”' }).click()
    await outcomeOf(example).toBe('The session has ended (no touch)')
    await example.page.getByText('Your session has ended').waitFor()
    await example.listedByLogIn()
    expect(await example.timer.isVisible()).toBe(false)
    expect(await example.page.locator('[data-has-complained]').count()).toBe(0)
    expect(refused).toEqual([])
    expect((await example.tally()).touches).toBe(touches)
    expect(await example.whoAmI()).toBe("You are Ada of Ada's organization (1 touch)")
  })

  it('renews its session without a touch, and says until when', async () => {
    const example = await openSession()
    const renewal = example.page.getByText(/^It can be renewed without a touch until /)
    await renewal.waitFor()
    const before = await example.tally()
    const timer = expect.poll(() => example.timer.textContent(), { timeout: 5000 })
    await timer.toMatch(/^14:5[0-8]$/)
    await example.button('Renew').click()
    await timer.toMatch(/^(14:59|15:00)$/)
    await expect.poll(() => example.outcomes.session.textContent()).toBe('Your session goes on (no touch)')
    expect(await renewal.isVisible()).toBe(true)
    const { signatures, touches, requests } = before
    expect(await example.tally()).toMatchObject({ signatures, touches, requests: requests + 2 })
  })

  it('says that a touch is needed once a session is as long as it can get', async () => {
    const example = await openSession(13 * 60 * 60)
    const sentence = 'This session is as long as it can get. For more time, open one again: that takes a touch.'
    await example.page.getByText(sentence).waitFor()
    const { touches } = await example.tally()
    await example.button('Renew').click()
    await expect.poll(() => example.outcomes.session.textContent()).toBe(sentence)
    expect((await example.tally()).touches).toBe(touches)
    expect(await example.timer.isVisible()).toBe(true)
  })

  it('says that the server is out of reach, and lists again once it is back', async () => {
    const example = await openSession()
    await context.setOffline(true)
    await example.page.getByText('The server is out of reach. Press “Refresh”').waitFor()
    expect(await example.sessions.count()).toBe(0)
    await context.setOffline(false)
    await example.listedBySession()
  })
})
