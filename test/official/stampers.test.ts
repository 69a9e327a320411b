/** @turnkey/webauthn-stamper and @turnkey/indexed-db-stamper, an old and the newest release of each, unmodified, in Chromium. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from './pages/application-page.ts'
import { releaseOf } from './support/official-package.ts'
import { type Stage, setStage } from './support/set-stage.ts'

const http = { name: 'http-6.6', release: '@turnkey/http@6.6.0' }
const releases = [
  { name: 'webauthn-stamper-0.2', release: '@turnkey/webauthn-stamper@0.2.0' },
  { name: 'webauthn-stamper-0.6', release: '@turnkey/webauthn-stamper@0.6.0' },
  { name: 'indexed-db-stamper-1.1', release: '@turnkey/indexed-db-stamper@1.1.0' },
  { name: 'indexed-db-stamper-1.3', release: '@turnkey/indexed-db-stamper@1.3.6' },
]

let stage: Stage

beforeAll(async () => {
  stage = await setStage({
    first: { file: 'first-stampers-page.ts', client: http },
    current: { file: 'current-stampers-page.ts', client: http },
  })
})
afterAll(() => stage.close())

it.each(releases)('$release is what is installed', (official) => {
  expect(releaseOf(official)).toBe(official.release)
})

describe.each([
  ['webauthn-stamper 0.2.0 and indexed-db-stamper 1.1.0', 'first'],
  ['webauthn-stamper 0.6.0 and indexed-db-stamper 1.3.6', 'current'],
])('%s', (_releases, name) => {
  let page: Page
  let account: Account

  beforeEach(async () => {
    ;({ page } = await stage.openTab(name))
    account = await page.evaluate(() => window.stamperPage.signUp('Ada'))
  })
  afterEach(() => page.context().close())

  const whoami = (stamper: 'passkey' | 'key'): Promise<unknown> =>
    page.evaluate(
      ({ stamper, organizationId }) => window.stamperPage.send(stamper, 'query/whoami', { organizationId }),
      { stamper, organizationId: account.organizationId },
    )

  it('make a key in IndexedDB a session key with one touch, and sign with it, also after a reload', async () => {
    expect(await whoami('passkey')).toMatchObject({ ...account, username: 'Ada' })
    expect(await whoami('key')).toMatchObject({ code: 16 })
    const answer = await page.evaluate(async ({ organizationId }) => {
      const parameters = { publicKey: await window.stamperPage.publicKey, expirationSeconds: '60' }
      const body = { type: 'ACTIVITY_TYPE_STAMP_LOGIN', timestampMs: String(Date.now()), organizationId, parameters }
      return window.stamperPage.send('passkey', 'submit/stamp_login', body)
    }, account)
    expect(answer).toMatchObject({ activity: { status: 'ACTIVITY_STATUS_COMPLETED' } })
    await page.reload()
    await page.evaluate(() => window.stamperPage.publicKey)
    expect(await whoami('key')).toMatchObject(account)
  })

  it('forget the key when told to', async () => {
    const before = await page.evaluate(() => window.stamperPage.publicKey)
    await page.evaluate(() => window.stamperPage.clear())
    await page.reload()
    expect(await page.evaluate(() => window.stamperPage.publicKey)).not.toBe(before)
  })
})
