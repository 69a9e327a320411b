/** The Next.js example: what a server renders is what the browser shows, and the rest works as in the other examples. */
import type { BrowserContext, ConsoleMessage } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildNextExample } from '../../../scripts/start/build-next-example.ts'
import { type RunningNextExample, startNextExample } from '../../../scripts/start/start-next-example.ts'
import { findFreePort } from '../../support/free-port.ts'
import { ExamplePage } from '../examples/example-page.ts'
import { type Stage, setStage } from '../examples/stage.ts'

let stage: Stage
let next: RunningNextExample
let context: BrowserContext
let complaints: string[]

beforeAll(async () => {
  await buildNextExample(() => {})
  stage = await setStage()
  next = await startNextExample(stage.devFile, await findFreePort())
}, 300_000)
afterAll(async () => {
  await next?.close()
  await stage?.close()
})
beforeEach(async () => {
  context = await stage.newContext()
  complaints = []
  const note = (message: ConsoleMessage): void => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  }
  context.on('console', note)
  context.on('weberror', (error) => complaints.push(String(error.error())))
})
afterEach(() => context.close())

const open = (): Promise<ExamplePage> => ExamplePage.open(context, next.url)

/** Waits until the server has been told who is there. */
async function signUp(example: ExamplePage, name: string): Promise<void> {
  const told = example.page.waitForResponse((response) => response.url() === `${next.url}/api/hint`)
  await example.signUp(name)
  await told
}

/** What the server sends this browser, before any script runs. */
const fetchHtml = async (): Promise<string> => (await context.request.get(next.url)).text()

describe('the first paint', () => {
  it('is for somebody unknown at first', async () => {
    const html = await fetchHtml()
    expect(html).toContain('Sign up with a passkey')
    expect(html).not.toContain('Log out')
  })

  it('is for who is signed in, already in the HTML, and the browser changes nothing of it', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    const html = await fetchHtml()
    expect(html).toContain('<span class="user-name">Ada</span>')
    expect(html).toContain('Who am I?')
    expect(html).not.toContain('Sign up with a passkey')
    // From the first element on, nothing of the signed-out page is ever in the document.
    await example.page.addInitScript(() => {
      Object.assign(window, { sawSignUp: false })
      new MutationObserver(() => {
        if (document.body?.innerText.includes('Sign up with a passkey')) Object.assign(window, { sawSignUp: true })
      }).observe(document, { childList: true, subtree: true, characterData: true })
    })
    await example.page.reload()
    await expect.poll(() => example.button('Open a session').isEnabled()).toBe(true)
    expect(await example.whoAmI()).toMatch(/^You are Ada of /)
    expect(await example.page.evaluate(() => Reflect.get(window, 'sawSignUp'))).toBe(false)
    expect(complaints).toEqual([])
  })

  it('follows a new name', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    await example.openSession()
    const told = example.page.waitForResponse((response) => response.url() === `${next.url}/api/hint`)
    await example.rename('Countess')
    await told
    expect(await fetchHtml()).toContain('<span class="user-name">Countess</span>')
  })

  it('is for somebody unknown after a log-out', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    const told = example.page.waitForResponse((response) => response.url() === `${next.url}/api/hint`)
    await example.logOut()
    await told
    expect(await context.cookies()).toEqual([])
    expect(await fetchHtml()).toContain('Sign up with a passkey')
  })

  it('corrects itself when the hint is wrong', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    await example.page.evaluate(() => localStorage.clear())
    const told = example.page.waitForResponse((response) => response.url() === `${next.url}/api/hint`)
    await example.page.reload()
    await example.button('Log in').waitFor()
    await told
    expect(await fetchHtml()).toContain('Sign up with a passkey')
    expect(complaints).toEqual([])
  })
})

describe('the hint', () => {
  const readHint = async () => (await context.cookies()).find(({ name }) => name === 'hint')

  it('is out of reach of scripts and of other sites, and holds a name and an end', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    const hint = await readHint()
    expect(hint).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    const content = Buffer.from(hint?.value.split('.')[0] ?? '', 'base64url').toString()
    expect(JSON.parse(content)).toEqual({ name: 'Ada', untilMs: expect.any(Number) })
    expect(await example.page.evaluate(() => document.cookie)).toBe('')
  })

  it('counts for nothing when its name was changed', async () => {
    await signUp(await open(), 'Ada')
    const hint = await readHint()
    if (!hint) throw new Error('no hint')
    const forged = Buffer.from(JSON.stringify({ name: 'Mallory', untilMs: Date.now() + 60_000 })).toString('base64url')
    await context.addCookies([{ ...hint, value: `${forged}.${hint.value.split('.')[1]}` }])
    const html = await fetchHtml()
    expect(html).not.toContain('Mallory')
    expect(html).toContain('Sign up with a passkey')
  })

  it('is set for no other site', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${next.url}/api/hint`, { method: 'POST', headers, body: JSON.stringify({ name: 'Mallory' }) })
    const refused = [await post({}), await post({ 'sec-fetch-site': 'cross-site' })]
    expect(refused.map(({ status }) => status)).toEqual([403, 403])
    expect(refused.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null])
  })
})

describe('the app', () => {
  it('opens a session with one touch, makes requests with none, and adds a passkey with another', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    const before = await example.tally()
    await example.openSession()
    expect(await example.whoAmI()).toMatch(/^You are Ada of .* \(no touch\)$/)
    expect(await example.rename('Countess')).toBe('You are now called Countess (no touch)')
    expect(await example.tally()).toMatchObject({ touches: before.touches + 1 })
    await example.page.reload()
    await example.timer.waitFor()
    expect(await example.whoAmI()).toMatch(/\(no touch\)$/)
    expect(complaints).toEqual([])
    expect(await example.addPasskey()).toBe('You have another passkey (2 touches)')
  })

  it('ends the session with the log-out, and lets the same passkey in again', async () => {
    const example = await open()
    await signUp(example, 'Ada')
    await example.openSession()
    await example.logOut()
    await example.logIn()
    expect(await example.page.getByText('No session is open').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('signs nobody up without a name', async () => {
    const response = await fetch(`${next.url}/api/sign-up`, { method: 'POST', body: JSON.stringify({ userName: ' ' }) })
    expect([response.status, await response.json()]).toEqual([400, { message: 'Please enter a name.' }])
  })

  it('lets its page load scripts, frames and data from nowhere else', async () => {
    const policy = (await fetch(next.url)).headers.get('content-security-policy')
    expect(policy).toContain(`frame-src ${stage.devFile.iframeUrl}`)
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'(;|$)/)
  })
})
