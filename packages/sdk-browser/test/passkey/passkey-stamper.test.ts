/** Stamping with a passkey, against an authenticator with a real key. */
import { concatBytes, importVerifyingKey, readWebauthnStamp, sha256, toUtf8, verifyDer } from '@latchkey/crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PasskeyStamper } from '../../src/passkey/passkey-stamper.ts'
import { codeOf } from '../support/code-of.ts'
import { Page } from '../support/page.ts'

const body = '{"organizationId":"ö"}'
let page: Page

beforeEach(() => {
  page = new Page().install()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the stamp', () => {
  it('is verified by the passkey’s public key, over the hash of the body', async () => {
    const { stampHeaderName, stampHeaderValue } = await new PasskeyStamper().stamp(body)
    expect(stampHeaderName).toBe('X-Stamp-Webauthn')
    const stamp = readWebauthnStamp(stampHeaderValue)
    const key = await importVerifyingKey(await page.authenticator.publicKey())
    const signed = concatBytes(stamp.authenticatorData, await sha256(stamp.clientDataJson))
    expect(await verifyDer(key, signed, stamp.signature)).toBe(true)
    expect(stamp.credentialId).toEqual(page.authenticator.credentialId)
    const clientData: { challenge: string } = JSON.parse(new TextDecoder().decode(stamp.clientDataJson))
    const digest = Buffer.from(await sha256(toUtf8(body))).toString('hex')
    expect(Buffer.from(clientData.challenge, 'base64url').toString()).toBe(digest)
  })

  it('is asked of any passkey of the page, with five minutes’ time, unless told otherwise', async () => {
    await new PasskeyStamper().stamp(body)
    expect(page.authenticator.asked[0]).toMatchObject({
      rpId: 'app.example',
      timeout: 300_000,
      userVerification: 'preferred',
      allowCredentials: [],
    })
    const allowCredentials = [{ type: 'public-key' as const, id: Uint8Array.of(1) }]
    await new PasskeyStamper({ rpId: 'example', timeoutMs: 5, userVerification: 'required', allowCredentials }).stamp(
      body,
    )
    expect(page.authenticator.asked[1]).toMatchObject({
      rpId: 'example',
      timeout: 5,
      userVerification: 'required',
      allowCredentials,
    })
  })

  it('asks the browser right after hashing the body', async () => {
    const events: string[] = []
    const digest = crypto.subtle.digest.bind(crypto.subtle)
    vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (...input) => {
      const hash = await digest(...input)
      // Everything that was already due runs before the next timer.
      setImmediate(() => events.push('later'))
      return hash
    })
    page.authenticator.onTouch = () => events.push('asked')
    await new PasskeyStamper().stamp(body)
    vi.restoreAllMocks()
    expect(events[0]).toBe('asked')
  })
})

describe('a prompt', () => {
  it('ends the one before it', async () => {
    page.authenticator.isIdle = true
    const older = codeOf(() => new PasskeyStamper().stamp(body))
    await vi.waitFor(() => expect(page.authenticator.asked).toHaveLength(1))
    page.authenticator.isIdle = false
    await new PasskeyStamper().stamp(body)
    expect(await older).toBe('PASSKEY_REPLACED')
    expect(page.authenticator.touches).toBe(1)
  })

  it('does not end one that starts after it', async () => {
    await new PasskeyStamper().stamp(body)
    await new PasskeyStamper().stamp(body)
    expect(page.authenticator.touches).toBe(2)
  })

  it('is cancelled when the person declines', async () => {
    page.authenticator.failure = new DOMException('', 'NotAllowedError')
    expect(await codeOf(() => new PasskeyStamper().stamp(body))).toBe('PASSKEY_CANCELLED')
  })

  it.each([
    ['without PublicKeyCredential', () => Reflect.deleteProperty(globalThis, 'PublicKeyCredential')],
    ['without credentials', () => vi.stubGlobal('navigator', {})],
  ])('is not possible in a page %s', async (_, change) => {
    change()
    expect(await codeOf(() => new PasskeyStamper().stamp(body))).toBe('PASSKEY_UNSUPPORTED')
  })

  it('fails when the browser returns nothing', async () => {
    vi.stubGlobal('navigator', { credentials: { get: async () => null } })
    expect(await codeOf(() => new PasskeyStamper().stamp(body))).toBe('PASSKEY_FAILED')
  })
})
